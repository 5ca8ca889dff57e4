alter table enterprise_import
  add column hidden_sheets jsonb not null default '[]',
  add column leave_hidden boolean not null default false,
  add column cleared_at timestamptz;
comment on column enterprise_import.hidden_sheets is 'Names of sheets the workbook hides; they are never read';
comment on column enterprise_import.leave_hidden is 'Whether rows hidden or filtered out in the sheet are left out';
comment on column enterprise_import.cleared_at is 'When the spreadsheet and the cells of its rows were removed, their term being over';
create index enterprise_import_kept on enterprise_import (created_at) where cleared_at is null;
