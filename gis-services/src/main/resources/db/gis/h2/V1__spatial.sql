-- What PostGIS has and H2 lacks, under PostGIS's names. DETERMINISTIC lets H2 compute a constant envelope once.
create domain jsonb as json;

create alias ST_MakeEnvelope deterministic for 'city.chengtu.gis.store.H2Functions.makeEnvelope';
create alias ST_MakePoint deterministic for 'city.chengtu.gis.store.H2Functions.makePoint';
create alias ST_SetSRID deterministic for 'city.chengtu.gis.store.H2Functions.setSrid';
create alias ST_GeomFromText deterministic for 'city.chengtu.gis.store.H2Functions.geomFromText';
create alias ST_AsEWKB deterministic for 'city.chengtu.gis.store.H2Functions.asEwkb';
create alias ST_Intersects deterministic for 'city.chengtu.gis.store.H2Functions.intersects';
create alias ST_Covers deterministic for 'city.chengtu.gis.store.H2Functions.covers';
create alias ST_Distance deterministic for 'city.chengtu.gis.store.H2Functions.distance';
create alias ST_DistanceSphere deterministic for 'city.chengtu.gis.store.H2Functions.distanceSphere';
create alias ST_PointOnSurface deterministic for 'city.chengtu.gis.store.H2Functions.pointOnSurface';
create alias ST_X deterministic for 'city.chengtu.gis.store.H2Functions.x';
create alias ST_Y deterministic for 'city.chengtu.gis.store.H2Functions.y';
create alias ST_XMin deterministic for 'city.chengtu.gis.store.H2Functions.xMin';
create alias ST_YMin deterministic for 'city.chengtu.gis.store.H2Functions.yMin';
create alias ST_XMax deterministic for 'city.chengtu.gis.store.H2Functions.xMax';
create alias ST_YMax deterministic for 'city.chengtu.gis.store.H2Functions.yMax';
create alias ST_IsValid deterministic for 'city.chengtu.gis.store.H2Functions.isValid';
create alias json_text deterministic for 'city.chengtu.gis.store.H2Functions.jsonText';
