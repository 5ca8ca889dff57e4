-- Two objects may turn out to be one; their files then belong to the one that stays.
grant update (object_id) on file to angrid_app;
