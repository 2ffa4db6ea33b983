-- Place names lie in each node's memory now and follow the versions of the layers (decision 25).
drop table place_word;
drop table place_entry;
drop table place_indexed;
