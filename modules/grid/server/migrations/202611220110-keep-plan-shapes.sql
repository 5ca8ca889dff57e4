alter table grid_plan add column shapes jsonb not null default '{"before": [], "after": []}';
comment on column grid_plan.shapes is 'Outlines of the touched nodes as they were and as they would be; a page draws one over the other';
