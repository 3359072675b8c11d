// Read the alerts of Rasid from Apache Kafka and print each once, as a line of JSON.
//
//   BROKERS=localhost:9092 node alerts.js
//
// GROUP      consumer group; what it has read is committed, so that a restart goes on from there
// SCHEMAS    folder with alert.avsc and history/; by default that of this repository
// REGISTRY   URL of the schema registry, where one is in use
// LIMIT      stop after so many alerts; without it the program goes on until it is told to stop

import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import kafkajs from 'kafkajs'
import { Decoder, NoRecord } from './framing.js'

const TOPIC = 'news.alert.breaking.v1'
const { BROKERS = 'localhost:9092', GROUP = 'alerts-in-node', REGISTRY = '' } = process.env
const SCHEMAS = process.env.SCHEMAS ?? fileURLToPath(new URL('../../../schemas', import.meta.url))
const LIMIT = Number(process.env.LIMIT ?? Infinity)

const decoder = new Decoder(SCHEMAS, 'alert', REGISTRY)
const kafka = new kafkajs.Kafka({
  clientId: GROUP,
  brokers: BROKERS.split(','),
  logLevel: kafkajs.logLevel.ERROR,
})
const consumer = kafka.consumer({ groupId: GROUP, allowAutoTopicCreation: false })
// An alert may be delivered more than once: the same id is the same alert. A service of yours keeps
// the ids where it keeps the effects, so that both last or neither does.
const seen = new Set()
let stopping = false

async function take({ partition, message }) {
  if (stopping) return
  let alert
  try {
    alert = await decoder.decode(message.value)
  } catch (error) {
    if (!(error instanceof NoRecord)) throw error // the client tries again
    console.error(`${TOPIC}/${partition}/${message.offset}: ${error.message}`)
    return
  }
  if (seen.has(alert.alert_id)) return
  seen.add(alert.alert_id)
  if (!process.stdout.write(JSON.stringify(alert) + '\n')) await once(process.stdout, 'drain')
  if (seen.size >= LIMIT) stop()
}

function stop() {
  if (stopping) return
  stopping = true
  // Not awaited by who reads: what is being read ends first.
  consumer.disconnect().then(() => process.exit(0))
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop)
await consumer.connect()
await consumer.subscribe({ topic: TOPIC, fromBeginning: true })
await consumer.run({ eachMessage: take })
