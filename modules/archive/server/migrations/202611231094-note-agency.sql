alter table archive_volume add column agency text not null default '';
comment on column archive_volume.agency is 'Name of the office that bound it (立档单位), as its seat was called on that day';
