-- A file's bytes and owner never change, but its object may come to lie in another grid.
grant update (grid_code) on file to angrid_app;
