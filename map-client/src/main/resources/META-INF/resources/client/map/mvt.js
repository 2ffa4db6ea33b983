// Reader for Mapbox Vector Tiles 2.1: only what drawing needs. Pure; runs on a Uint8Array.

const UTF8 = new TextDecoder();

class Reader {
  constructor(bytes, start = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  get more() {
    return this.at < this.end;
  }

  /** Unsigned varint; exact up to 2^53. */
  varint() {
    let value = 0;
    let factor = 1;
    for (;;) {
      if (this.at >= this.end) throw new RangeError('vector tile ends inside a number');
      const byte = this.bytes[this.at++];
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
  }

  part() {
    const length = this.varint();
    const start = this.at;
    this.at += length;
    if (this.at > this.end) throw new RangeError('vector tile ends inside a field');
    return new Reader(this.bytes, start, this.at);
  }

  text() {
    const part = this.part();
    return UTF8.decode(this.bytes.subarray(part.at, part.end));
  }

  view(length) {
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset + this.at, length);
    this.at += length;
    return view;
  }

  skip(wire) {
    if (wire === 0) this.varint();
    else if (wire === 1) this.at += 8;
    else if (wire === 2) this.part();
    else if (wire === 5) this.at += 4;
    else throw new RangeError(`vector tile has wire type ${wire}`);
  }
}

const unzigzag = n => (n % 2 === 0 ? n / 2 : -(n + 1) / 2);

export const POINT = 1;
export const LINE = 2;
export const POLYGON = 3;

/**
 * @param {Uint8Array} bytes
 * @returns {{name: string, extent: number, features: Feature[]}[]}
 * @typedef {{id: number, type: number, parts: Float32Array[], properties: object}} Feature
 *   parts: x,y pairs in tile units; rings of polygons are not closed
 */
export function readTile(bytes) {
  const layers = [];
  const reader = new Reader(bytes);
  while (reader.more) {
    const tag = reader.varint();
    if (tag === (3 << 3 | 2)) layers.push(readLayer(reader.part()));
    else reader.skip(tag & 7);
  }
  return layers;
}

function readLayer(reader) {
  const layer = {name: '', extent: 4096, features: []};
  const raw = [];
  const keys = [];
  const values = [];
  while (reader.more) {
    const tag = reader.varint();
    switch (tag >> 3) {
      case 1: layer.name = reader.text(); break;
      case 2: raw.push(reader.part()); break;
      case 3: keys.push(reader.text()); break;
      case 4: values.push(readValue(reader.part())); break;
      case 5: layer.extent = reader.varint(); break;
      default: reader.skip(tag & 7);
    }
  }
  layer.features = raw.map(part => readFeature(part, keys, values));
  return layer;
}

function readValue(reader) {
  let value = null;
  while (reader.more) {
    const tag = reader.varint();
    switch (tag >> 3) {
      case 1: value = reader.text(); break;
      case 2: value = reader.view(4).getFloat32(0, true); break;
      case 3: value = reader.view(8).getFloat64(0, true); break;
      case 4: case 5: value = reader.varint(); break;
      case 6: value = unzigzag(reader.varint()); break;
      case 7: value = reader.varint() === 1; break;
      default: reader.skip(tag & 7);
    }
  }
  return value;
}

function readFeature(reader, keys, values) {
  const feature = {id: 0, type: 0, parts: [], properties: {}};
  while (reader.more) {
    const tag = reader.varint();
    switch (tag >> 3) {
      case 1: feature.id = reader.varint(); break;
      case 2: readTags(reader.part(), keys, values, feature.properties); break;
      case 3: feature.type = reader.varint(); break;
      case 4: feature.parts = readGeometry(reader.part()); break;
      default: reader.skip(tag & 7);
    }
  }
  return feature;
}

function readTags(reader, keys, values, properties) {
  while (reader.more) {
    const key = reader.varint();
    properties[keys[key]] = values[reader.varint()];
  }
}

function readGeometry(reader) {
  const parts = [];
  let part = [];
  let x = 0;
  let y = 0;
  const finish = () => {
    if (part.length > 0) parts.push(Float32Array.from(part));
    part = [];
  };
  while (reader.more) {
    const command = reader.varint();
    const kind = command & 7;
    if (kind === 7) continue;
    for (let n = command >> 3; n > 0; n--) {
      if (kind === 1) finish();
      x += unzigzag(reader.varint());
      y += unzigzag(reader.varint());
      part.push(x, y);
    }
  }
  finish();
  return parts;
}
