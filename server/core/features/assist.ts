/** What helps while somebody writes: completion, and hovers that look at values. Part of what is loaded when needed. */

import type { Known } from '../model/resource.ts';
import type { Options } from '../options.ts';
import type { Clusters } from '../rules/cluster.ts';
import type { Schemas } from '../schema/schema.ts';
import type { Span } from '../text/span.ts';
import { shift } from '../text/span.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { PlacedDocument, YamlDocument } from '../yaml/documents.ts';
import { indexAt } from '../yaml/documents.ts';
import type { Offer } from './completion/offer.ts';
import type { FieldDocs, Hover } from './fieldDocs.ts';
import type { Preview, Subject } from './preview.ts';

/** What a question is asked about. Without a workspace the resources of the same file are all there is. */
export interface Question {
  readonly documents: readonly PlacedDocument[];
  readonly offset: number;
  readonly options: Options;
  readonly workspace?: Workspace | undefined;
  /** Where the file stands in the workspace. */
  readonly path?: string | undefined;
  /** Whether something beside us offers the fields of the API there. */
  readonly fieldsElsewhere?: boolean;
  /** Whether the editor asks by itself, while a word is typed. */
  readonly whileTyping?: boolean;
}

/** The same, at one document: `offset` counts in it. */
export interface DocumentQuestion extends Question, Means {
  readonly document: YamlDocument;
}

/** What answers are made with. */
export interface Means {
  readonly schemas: Schemas;
  /** The resources of a document, always the same objects. */
  readonly resourcesOf: (document: YamlDocument) => readonly Known[];
  /** What is known of the cluster that something is applied to. */
  readonly clusters: Clusters;
}

/** The part that is loaded when the first resource is met; see `knowledge.ts`. */
export interface Assistance {
  readonly complete: (question: DocumentQuestion) => readonly Offer[];
  readonly hover: (question: DocumentQuestion, docs: FieldDocs) => Hover | undefined;
  readonly preview: (question: DocumentQuestion, subject?: Subject) => Preview;
}

export interface Assist {
  /** What may be written at the offset, the likely first. Places are those of the file. */
  complete(question: Question): readonly Offer[];
  /** What is to be said of the field, the value or the annotation at the offset. */
  hover(question: Question, docs: FieldDocs): Hover | undefined;
  /** What will be made of the resource at the offset; undefined where it is none of our business. */
  preview(question: Question, subject?: Subject): Preview | undefined;
}

/** Answers questions with what `load` brings. It is not called for documents that are none of our business. */
export function createAssist(load: () => Means & { readonly assistance: Assistance | undefined }): Assist {
  const at = (question: Question) => {
    const placed = question.documents[indexAt(question.documents, question.offset)];
    if (!placed || !mayConcern(placed.document.text)) return undefined;
    const { assistance, ...means } = load();
    if (!assistance) return undefined;
    const { document, start } = placed;
    const asked = { ...question, ...means, document, offset: question.offset - start };
    return { assistance, asked, start };
  };
  const moved = <T extends { readonly span: Span }>(found: T, start: number): T => ({
    ...found,
    span: shift(found.span, start),
  });
  return {
    complete(question) {
      const found = at(question);
      if (!found) return [];
      return found.assistance.complete(found.asked).map((offer) => {
        const { blanks } = offer;
        return { ...moved(offer, found.start), ...(blanks && { blanks: shift(blanks, found.start) }) };
      });
    },
    hover(question, docs) {
      const found = at(question);
      const hover = found?.assistance.hover(found.asked, docs);
      return found && hover && moved(hover, found.start);
    },
    preview(question, subject) {
      const found = at(question);
      return found?.assistance.preview(found.asked, subject);
    },
  };
}

/** A cheap look: a document of ours or one that patches, one that is still empty, or one that has begun to say what it is. */
function mayConcern(text: string): boolean {
  if (/cert-?manager/.test(text) || /^patches\w*:/m.test(text)) return true;
  if (
    /^(?:kind|"kind"):[ \t]*["']?(?:Ingress|Gateway|X?ListenerSet|Certificate\w*|(?:Cluster)?Issuer|Order|Challenge|Secret|CustomResourceDefinition|\w+WebhookConfiguration|APIService)\b/m.test(
      text,
    )
  )
    return true;
  const keys = text.match(/^[A-Za-z"'][^\n:#]*:(?=\s|$)/gm) ?? [];
  return text.length < 1000 && keys.every((key) => /^(?:apiVersion|kind|items):/.test(key));
}
