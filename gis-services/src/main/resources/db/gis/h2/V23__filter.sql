-- What a filter is said in, under one name on both stores. Here it is the library's own code, the same that filters in memory.
create alias ST_Equals deterministic for 'city.chengtu.gis.store.H2Functions.equalTopo';
create alias ST_Touches deterministic for 'city.chengtu.gis.store.H2Functions.touches';
create alias ST_Within deterministic for 'city.chengtu.gis.store.H2Functions.within';
create alias ST_Overlaps deterministic for 'city.chengtu.gis.store.H2Functions.overlaps';
create alias ST_Crosses deterministic for 'city.chengtu.gis.store.H2Functions.crosses';
create alias ST_Contains deterministic for 'city.chengtu.gis.store.H2Functions.contains';
create alias json_string deterministic for 'city.chengtu.gis.store.H2Functions.jsonString';
create alias json_number deterministic for 'city.chengtu.gis.store.H2Functions.jsonNumber';
create alias json_truth deterministic for 'city.chengtu.gis.store.H2Functions.jsonTruth';
create alias json_day deterministic for 'city.chengtu.gis.store.H2Functions.jsonDay';
create alias json_instant deterministic for 'city.chengtu.gis.store.H2Functions.jsonInstant';
create alias text_casei deterministic for 'city.chengtu.gis.filter.Texts.casei';
create alias text_accenti deterministic for 'city.chengtu.gis.filter.Texts.accenti';
create alias text_like deterministic for 'city.chengtu.gis.filter.Texts.like';
create alias text_order deterministic for 'city.chengtu.gis.filter.Texts.order';
create alias number_calc deterministic for 'city.chengtu.gis.filter.Numbers.calculate';
