/**
 * A collector that owes nothing to the exporter: a plain server that decodes what comes by the official .proto files of
 * OpenTelemetry, which a package ships (the only use of it).
 */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import protobuf from 'protobufjs';

const PACKAGE = import.meta.resolve('@opentelemetry/otlp-grpc-exporter-base/package.json');
const PROTOS = fileURLToPath(new URL('build/protos', PACKAGE));

const root = new protobuf.Root();
root.resolvePath = (_origin, target) => `${PROTOS}/${target}`;
root.loadSync([
  'opentelemetry/proto/collector/trace/v1/trace_service.proto',
  'opentelemetry/proto/collector/metrics/v1/metrics_service.proto',
]);
const TRACES = root.lookupType('opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest');
const METRICS = root.lookupType('opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest');

type Value = string | number | boolean | readonly string[];
type Attributes = Readonly<Record<string, Value>>;

interface ReceivedEvent {
  readonly name: string;
  readonly at: bigint;
  readonly attributes: Attributes;
}

export interface ReceivedSpan {
  readonly trace: string;
  readonly id: string;
  /** Empty: none. */
  readonly parent: string;
  readonly state: string;
  readonly name: string;
  /** `SPAN_KIND_CLIENT`. */
  readonly kind: string;
  /** Nanoseconds. */
  readonly start: bigint;
  readonly end: bigint;
  readonly attributes: Attributes;
  readonly events: readonly ReceivedEvent[];
  readonly droppedEvents: number;
  /** `STATUS_CODE_ERROR`. */
  readonly status: { readonly code: string; readonly message: string };
  readonly resource: Attributes;
  readonly scope: { readonly name: string; readonly version: string };
}

interface ReceivedPoint {
  readonly metric: string;
  readonly unit: string;
  readonly is: 'sum' | 'gauge' | 'histogram';
  /** `AGGREGATION_TEMPORALITY_DELTA`; empty for a gauge. */
  readonly temporality: string;
  readonly monotonic: boolean;
  readonly attributes: Attributes;
  /** Of a histogram its sum. */
  readonly value: number;
  readonly count: number;
  readonly bounds: readonly number[];
  readonly buckets: readonly number[];
}

interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

export interface OtlpReceiver {
  readonly url: string;
  readonly spans: ReceivedSpan[];
  readonly points: ReceivedPoint[];
  readonly requests: ReceivedRequest[];
  close(): Promise<void>;
}

/** What a decoded message is made of, as far as it is looked at. */
interface Wire {
  readonly [key: string]: unknown;
}

const many = (value: unknown): readonly Wire[] => (value ?? []) as readonly Wire[];
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const hex = (value: unknown): string => Buffer.from(text(value), 'base64').toString('hex');

function valueOf(wire: Wire): Value {
  if ('stringValue' in wire) return text(wire['stringValue']);
  if ('boolValue' in wire) return wire['boolValue'] === true;
  if ('arrayValue' in wire)
    return many((wire['arrayValue'] as Wire)['values']).map((one) => text(one['stringValue']));
  return Number(wire['intValue'] ?? wire['doubleValue']);
}

const attributesOf = (all: unknown): Attributes =>
  Object.fromEntries(many(all).map((one) => [text(one['key']), valueOf((one['value'] ?? {}) as Wire)]));

function spansIn(message: Wire): ReceivedSpan[] {
  return many(message['resourceSpans']).flatMap((group) =>
    many(group['scopeSpans']).flatMap((scoped) =>
      many(scoped['spans']).map((span): ReceivedSpan => {
        const status = (span['status'] ?? {}) as Wire;
        const scope = (scoped['scope'] ?? {}) as Wire;
        return {
          trace: hex(span['traceId']),
          id: hex(span['spanId']),
          parent: hex(span['parentSpanId']),
          state: text(span['traceState']),
          name: text(span['name']),
          kind: text(span['kind']),
          start: BigInt(text(span['startTimeUnixNano'])),
          end: BigInt(text(span['endTimeUnixNano'])),
          attributes: attributesOf(span['attributes']),
          events: many(span['events']).map((event) => ({
            name: text(event['name']),
            at: BigInt(text(event['timeUnixNano'])),
            attributes: attributesOf(event['attributes']),
          })),
          droppedEvents: Number(span['droppedEventsCount'] ?? 0),
          status: { code: text(status['code']), message: text(status['message']) },
          resource: attributesOf((group['resource'] as Wire)['attributes']),
          scope: { name: text(scope['name']), version: text(scope['version']) },
        };
      }),
    ),
  );
}

const KINDS = ['sum', 'gauge', 'histogram'] as const;

function pointsOf(metric: Wire): ReceivedPoint[] {
  const is = KINDS.find((one) => one in metric);
  if (!is) throw new Error(`no points in ${JSON.stringify(metric)}`);
  const data = metric[is] as Wire;
  return many(data['dataPoints']).map((point) => ({
    metric: text(metric['name']),
    unit: text(metric['unit']),
    is,
    temporality: text(data['aggregationTemporality']),
    monotonic: data['isMonotonic'] === true,
    attributes: attributesOf(point['attributes']),
    value: Number(point['sum'] ?? point['asDouble'] ?? point['asInt']),
    count: Number(point['count'] ?? 0),
    bounds: ((point['explicitBounds'] ?? []) as readonly number[]).map(Number),
    buckets: ((point['bucketCounts'] ?? []) as readonly string[]).map(Number),
  }));
}

const pointsIn = (message: Wire): ReceivedPoint[] =>
  many(message['resourceMetrics']).flatMap((group) =>
    many(group['scopeMetrics']).flatMap((scoped) => many(scoped['metrics']).flatMap(pointsOf)),
  );

const decoded = (type: protobuf.Type, bytes: Uint8Array): Wire =>
  type.toObject(type.decode(bytes), { longs: String, enums: String, bytes: String });

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** @param answer its status for each request; null: none ever */
export async function otlpReceiver(answer: () => number | null = () => 200): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const points: ReceivedPoint[] = [];
  const requests: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url = '', headers } = request;
      requests.push({ path: url, headers });
      const status = answer();
      if (status === null) return;
      if (status === 200) {
        const raw = Buffer.concat(chunks);
        const body = headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
        if (url === '/v1/traces') spans.push(...spansIn(decoded(TRACES, body)));
        else points.push(...pointsIn(decoded(METRICS, body)));
      }
      response.writeHead(status, { 'content-type': 'application/x-protobuf' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    points,
    requests,
    close: () => closed(server),
  };
}
