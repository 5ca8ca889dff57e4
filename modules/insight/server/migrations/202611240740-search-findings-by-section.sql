-- Findings are also searched for among sections of industries and among all enterprises of a grid.
alter table insight_finding add column parted_by text not null default 'class' check (parted_by in ('class', 'section', 'all'));
comment on column insight_finding.parted_by is 'By what enterprises were parted: regulator class, section of the industry, or not at all';
comment on column insight_finding.class is 'Key of the part: a regulator class or the letter of a section; empty for all enterprises of the grid';
drop index insight_finding_once;
create unique index insight_finding_once on insight_finding (grid_code, parted_by, class, category) where state = 'open';
