-- A suspension is lifted by the level that made it or one above it, so the certificate says which that was.
alter table officer_certificate add column suspended_by_grid text collate "C";
comment on column officer_certificate.suspended_by_grid is 'Grid of whoever suspended it; null while it is valid, and for suspensions before this column';
grant update (suspended_by_grid) on officer_certificate to angrid_app;
