alter table hazard add column control_id uuid, add column risk_point_id uuid;
comment on column hazard.control_id is 'Measure of a risk point that failed (失效的管控措施), when the finder or the one who graded it named one';
create index hazard_of_risk_point on hazard (risk_point_id) where risk_point_id is not null;
