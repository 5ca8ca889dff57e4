-- 广饶县永盛机械有限公司 and 永盛机械有限公司 of one county are probably one: the county goes from the key as it goes in
-- `nameKey` (modules/enterprise/model/import-rules.ts). The changes are no versions: nothing anybody reads is different.
alter table enterprise disable trigger user;
update enterprise set name_key = regexp_replace(name_key, '^[一-龥]{1,2}(?<![社小园景厂库矿校院街片新])[县区](?=[一-龥]{2})', '')
where name_key ~ '^[一-龥]{1,2}(?<![社小园景厂库矿校院街片新])[县区](?=[一-龥]{2})';
update enterprise set name_key = regexp_replace(name_key, '^区(?=[一-龥]{2})', '') where name_key ~ '^区(?=[一-龥]{2})';
alter table enterprise enable trigger user;
