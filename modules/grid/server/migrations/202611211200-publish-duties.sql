-- Who answers for an enterprise is no secret before that enterprise: it may read duties, and nothing else of the grid.
create policy duty_published on duty for select to angrid_app using ((select scope_object()) is not null);
