import { IssueError } from '../../issue.ts';
import type { Geometry } from '../geometry.ts';
import type { IntakeFormat, ParsedFile, ParseRequest } from '../intake-format.ts';
import { type IntakeIssue, rowIssue } from '../intake-issue.ts';
import { TextCleaner } from '../records/clean-text.ts';
import { checkPlace } from '../records/place-of-record.ts';
import { RowCollector } from '../records/row-collector.ts';

/** Freifunk node lists: `nodes.json` (versions 1 and 2, Gluon's `nodeinfo` inside) and flat `meshviewer.json`. */
export const freifunk: IntakeFormat = {
  id: 'freifunk-nodes',
  title: {
    de: 'Freifunk-Knoten (nodes.json, meshviewer.json)',
    en: 'Freifunk nodes (nodes.json, meshviewer.json)',
  },
  layers: ['hotspots'],
  recognise(content) {
    if (content.kind !== 'json') return 0;
    const nodes = nodesOf(content.value);
    return nodes?.some((node) => isObject(node.nodeinfo) || typeof node.node_id === 'string') ? 1 : 0;
  },
  parse(content, request) {
    const nodes = content.kind === 'json' ? nodesOf(content.value) : null;
    if (!nodes)
      throw new IssueError(rowIssue('column-missing', 'error', null, 'nodes', null, { found: '–' }));
    return parseNodes(nodes, request);
  },
};

type Json = Record<string, unknown>;

function parseNodes(nodes: readonly Json[], request: ParseRequest): ParsedFile {
  const collector = new RowCollector(request.treatment);
  const cleaner = new TextCleaner(request.treatment);
  nodes.forEach((node, i) => {
    const row = i + 1;
    const problems: IntakeIssue[] = [];
    const info = isObject(node.nodeinfo) ? node.nodeinfo : node;
    const id = cleaner.clean(info.node_id ?? node.node_id ?? node.id, 'node_id', row);
    const name = cleaner.clean(info.hostname ?? info.name, 'hostname', row, problems);
    const record = { node_id: id, hostname: name, ...(isObject(info.location) ? info.location : {}) };
    if (id === null) problems.push(rowIssue('value-missing', 'error', row, 'node_id', null));
    const geometry = placeOf(info.location, row, name, problems);
    if (id === null || geometry === null) {
      collector.reject(row, record, problems);
      return;
    }
    const model = cleaner.clean(isObject(info.hardware) ? info.hardware.model : info.model, 'model', row);
    const values = {
      name: name ?? id,
      ssid: null,
      operator: 'Freifunk',
      address: null,
      opening_hours: null,
      access: 'free',
      indoor: isIndoor(model),
      state: onlineOf(node),
    };
    collector.take({ row, key: id, values, geometry }, record, problems);
  });
  collector.note(...cleaner.issues());
  return collector.result(4326);

  function placeOf(
    location: unknown,
    row: number,
    name: string | null,
    problems: IntakeIssue[],
  ): Geometry | null {
    const { longitude, latitude } = (isObject(location) ? location : {}) as Json;
    if (!isCoordinate(longitude) || !isCoordinate(latitude) || (longitude === 0 && latitude === 0)) {
      problems.push(rowIssue('no-coordinates', 'error', row, 'location', name));
      return null;
    }
    const point: Geometry = { type: 'Point', coordinates: [longitude, latitude] };
    const checked = checkPlace(row, point, request.treatment);
    if (checked.issue) problems.push(checked.issue);
    return checked.geometry;
  }
}

/** The nodes as a list, whether the file has a list or an object by node id. */
function nodesOf(value: unknown): Json[] | null {
  if (!isObject(value)) return null;
  const nodes = Array.isArray(value.nodes)
    ? value.nodes
    : isObject(value.nodes)
      ? Object.values(value.nodes)
      : null;
  return nodes && nodes.length > 0 && nodes.every(isObject) ? nodes : null;
}

function onlineOf(node: Json): string | null {
  const online = isObject(node.flags) ? node.flags.online : node.is_online;
  return typeof online === 'boolean' ? (online ? 'online' : 'offline') : null;
}

/** Outdoor models by their product lines; an unknown model stays unknown. */
function isIndoor(model: string | null): boolean | null {
  if (model === null) return null;
  if (
    /CPE\d|PicoStation|NanoStation|Bullet|Rocket|NanoBeam|LiteBeam|Outdoor|WBS\d|EAP\d+-Outdoor|UniFi AC Mesh/i.test(
      model,
    )
  )
    return false;
  return /WR\d{3}|WDR\d{4}|WR1043|WA\d{3}|Archer|DIR-\d|FRITZ/i.test(model) ? true : null;
}

function isCoordinate(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
