-- The part of the harness that bound the figure, so that what it is of can do more. Empty for none.
ALTER TABLE tokenstorm_figure ADD COLUMN own_limit TEXT;
