/**
 * Priority queue of (key, value) pairs in a 4-ary heap of typed arrays: the smallest key first. Decreasing a key means
 * pushing the value again; readers skip what is out of date.
 */
export class Heap {
  keys: Float64Array;
  values: Int32Array;
  size = 0;
  /** Key of the value that `pop` last returned. */
  key = 0;

  constructor(capacity = 64) {
    this.keys = new Float64Array(capacity);
    this.values = new Int32Array(capacity);
  }

  clear(): void {
    this.size = 0;
  }

  push(key: number, value: number): void {
    let i = this.size++;
    if (i >= this.keys.length) this.grow();
    const keys = this.keys;
    const values = this.values;
    while (i > 0) {
      const parent = (i - 1) >> 2;
      if (keys[parent] <= key) break;
      keys[i] = keys[parent];
      values[i] = values[parent];
      i = parent;
    }
    keys[i] = key;
    values[i] = value;
  }

  /** The value with the smallest key; its key is then in `key`. Call only while `size > 0`. */
  pop(): number {
    const keys = this.keys;
    const values = this.values;
    const top = values[0];
    this.key = keys[0];
    const size = --this.size;
    if (size === 0) return top;
    const key = keys[size];
    const value = values[size];
    let i = 0;
    for (;;) {
      const first = (i << 2) + 1;
      if (first >= size) break;
      const end = first + 4 < size ? first + 4 : size;
      let least = first;
      for (let c = first + 1; c < end; c++) if (keys[c] < keys[least]) least = c;
      if (keys[least] >= key) break;
      keys[i] = keys[least];
      values[i] = values[least];
      i = least;
    }
    keys[i] = key;
    values[i] = value;
    return top;
  }

  private grow(): void {
    const keys = new Float64Array(this.keys.length * 2);
    const values = new Int32Array(this.values.length * 2);
    keys.set(this.keys);
    values.set(this.values);
    this.keys = keys;
    this.values = values;
  }
}
