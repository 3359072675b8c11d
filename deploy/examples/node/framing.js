// Which schema wrote a record: single-object encoding (C3 01 and a CRC-64-AVRO fingerprint), or
// Confluent's wire format (00 and an id of a schema registry).

import { readFileSync, readdirSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import avsc from 'avsc'

const EMPTY = 0xc15d213aa4d7a795n
const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let crc = BigInt(byte)
  for (let bit = 0; bit < 8; bit++) crc = (crc >> 1n) ^ (EMPTY & -(crc & 1n))
  return crc
})

// Return the fingerprint of a type as it stands in a message, in hex.
export function fingerprint(type) {
  let crc = EMPTY
  for (const byte of Buffer.from(JSON.stringify(type.schema()))) {
    crc = (crc >> 8n) ^ TABLE[Number((crc ^ BigInt(byte)) & 0xffn)]
  }
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(crc)
  return bytes.toString('hex')
}

// Bytes that are no record of ours; whatever else goes wrong may be tried again.
export class NoRecord extends Error {}

export class Decoder {
  // `folder` holds NAME.avsc, and the earlier versions under history/; `registry` is a URL or empty.
  constructor(folder, name, registry = '') {
    this.type = typeIn(folder, name)
    this.registry = registry.replace(/\/$/, '')
    this.readers = new Map([[fingerprint(this.type), null]])
    for (const version of existsSync(join(folder, 'history')) ? readdirSync(join(folder, 'history')) : []) {
      this.add(typeIn(join(folder, 'history', version), name))
    }
    this.ids = new Map()
  }

  // Return the record in the bytes of a message. Throws NoRecord when they hold none.
  async decode(message) {
    if (message?.[0] === 0xc3 && message[1] === 0x01) {
      const found = this.readers.get(message.toString('hex', 2, 10))
      if (found === undefined) throw new NoRecord(`no schema ${message.toString('hex', 2, 10)}`)
      return this.read(message.subarray(10), found)
    }
    if (message?.[0] === 0x00 && message.length >= 5) {
      return this.read(message.subarray(5), await this.registered(message.readUInt32BE(1)))
    }
    throw new NoRecord('no framing that is known')
  }

  read(body, resolver) {
    try {
      return resolver ? this.type.fromBuffer(body, resolver) : this.type.fromBuffer(body)
    } catch (error) {
      throw new NoRecord(error.message)
    }
  }

  add(writer) {
    const name = fingerprint(writer)
    if (!this.readers.has(name)) this.readers.set(name, this.type.createResolver(writer))
    return this.readers.get(name)
  }

  async registered(id) {
    if (!this.registry) return null // taken as ours
    if (!this.ids.has(id)) {
      const answer = await fetch(`${this.registry}/schemas/ids/${id}`)
      if (answer.status === 404) throw new NoRecord(`the registry knows no schema ${id}`)
      if (!answer.ok) throw new Error(`the registry answers ${answer.status} for schema ${id}`)
      this.ids.set(id, this.add(avsc.Type.forSchema(JSON.parse((await answer.json()).schema))))
    }
    return this.ids.get(id)
  }
}

function typeIn(folder, name) {
  return avsc.Type.forSchema(JSON.parse(readFileSync(join(folder, `${name}.avsc`), 'utf-8')))
}
