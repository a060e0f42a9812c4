/** The hover at a place: on what a value means or leads to, else on the field. */
import type { DocumentQuestion } from './assist.ts';
import { explain } from './explain.ts';
import type { FieldDocs, Hover } from './fieldDocs.ts';
import { fieldHover } from './fieldHover.ts';

/** Places are those of the document. What a field is, is left to others who offer the fields there. */
export function hover(question: DocumentQuestion, docs: FieldDocs): Hover | undefined {
  const { fieldsElsewhere, options } = question;
  const leavesFields = options.completion.offer === 'auto' && fieldsElsewhere;
  return explain(question, docs) ?? fieldHover(question, leavesFields ? {} : docs);
}
