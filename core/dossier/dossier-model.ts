import type { ApplicationInputs } from '../funding/application.ts';
import type { ApplicationScore } from '../funding/application-score.ts';
import type { GapInputs } from '../funding/gap-inputs.ts';
import type { Procedure, ProcedureKind } from '../funding/procedures.ts';
import type { RuleEntry } from '../funding/rule-entries.ts';
import type { MultiPolygonCoordinates } from '../geo/polygon-index.ts';
import type { NetworkPlan } from '../network/plan.ts';
import type { RuleSet } from '../rulebook/rule-set.ts';
import type { DossierSurvey, OperatorAnswer } from './survey-result.ts';

/** Everything a dossier is made of. The same model gives the same bytes. */
export interface DossierModel {
  readonly name: string;
  readonly applicant: string;
  readonly land: string;
  /** Day of filing (ISO); also the day of the documents' properties. */
  readonly onDate: string;
  readonly ruleSet: RuleSet;
  readonly landRules: string | null;
  readonly engineVersion: string;
  readonly preparedBy: string | null;
  readonly releasedBy: string | null;
  readonly procedures: Partial<Record<ProcedureKind, Procedure>>;
  readonly score: ApplicationScore;
  /** What was entered for rules that are not established. */
  readonly entries: readonly RuleEntry[];
  readonly gapInputs: GapInputs | null;
  readonly gapOrigin: ApplicationInputs['gapOrigin'];
  readonly operatorInputs: ApplicationInputs['operator'];
  /** EPSG code of all coordinates. */
  readonly srid: number;
  readonly areas: readonly DossierArea[];
  readonly addresses: readonly DossierAddress[];
  /** What operators say about these addresses, by name. */
  readonly operators: readonly OperatorAnswer[];
  /** The kept result of the market survey that was taken over; null without one: then the claims are all there is. */
  readonly survey: DossierSurvey | null;
  readonly dataVersions: readonly DataVersion[];
  /** The saved structural plan that the investment was taken from; null without one. */
  readonly network: DossierNetwork | null;
}

export interface DossierNetwork {
  readonly id: string;
  readonly name: string;
  readonly updatedOn: string;
  /** Catalogue of prices it was worked out with. */
  readonly prices: string;
  /** Hash of its parts as they are, and as they were when its positions were taken over. */
  readonly documentSha256: string;
  readonly takenOverSha256: string;
  readonly plan: NetworkPlan;
}

export interface DossierArea {
  /** Consecutive from 1. */
  readonly id: number;
  readonly name: string;
  readonly polygons: MultiPolygonCoordinates;
  readonly areaM2: number;
  readonly outlineM: number;
  readonly addresses: number;
  readonly eligible: number;
  readonly households: number;
}

export interface DossierAddress {
  /** Consecutive from 1. */
  readonly id: number;
  /** Area it lies in. */
  readonly areaId: number;
  readonly street: string;
  readonly houseNumber: string;
  readonly houseNumberSuffix: string;
  readonly postcode: string;
  readonly place: string;
  readonly use: string;
  readonly households: number;
  /** Best existing supply; null where none is known. */
  readonly downMbit: number | null;
  readonly upMbit: number | null;
  readonly technology: string;
  readonly supplyClass: string;
  readonly eligible: boolean;
  /** Binding self-build (eigenwirtschaftlicher Ausbau), and by when. */
  readonly selfBuild: boolean;
  readonly selfBuildBy: string | null;
  readonly eastingM: number;
  readonly northingM: number;
}

/** Version of one data set that went in. */
export interface DataVersion {
  readonly layer: string;
  readonly name: string;
  readonly asOf: string | null;
  readonly licence: string | null;
  readonly sha256: string | null;
  readonly features: number;
}

/** Layers as a dated data file (`data/funding/gis-layers-*.json`), with the confidence of every attribute. */
export interface LayerSchemas {
  readonly id: string;
  readonly note: string;
  readonly srid: { readonly value: number; readonly confidence: string; readonly source: string };
  readonly layers: readonly LayerSchema[];
}

export interface LayerSchema {
  readonly name: string;
  readonly title: string;
  readonly geometry: 'Point' | 'LineString' | 'MultiPolygon';
  readonly attributes: readonly LayerAttribute[];
}

export interface LayerAttribute {
  readonly name: string;
  readonly type: 'int' | 'number' | 'text' | 'date';
  readonly required: boolean;
  readonly codes?: readonly (string | number)[];
  /** Layer whose `id` it points to. */
  readonly references?: string;
  /** What stands for no reference. */
  readonly none?: number;
  /** Must be the length of the line, metres. */
  readonly measures?: 'length';
  /** Must be filled when the named attribute has the value. */
  readonly requiredWhen?: { readonly attribute: string; readonly is: string | number };
  readonly confidence: string;
  readonly source: string;
}
