-- Layers that stand, or should stand, at the external GeoServer.
create table geoserver_layer (
  layer varchar(40) primary key,
  chosen_at timestamp(6) with time zone not null,
  chosen_by varchar(80) not null
);
