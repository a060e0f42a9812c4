/** What the editor keeps, and where it writes nothing. */
import { describe, expect, test } from 'vitest';
import { edited, moved } from './harness/edits.ts';

const lines = (...all: readonly string[]) => `${all.join('\n')}\n`;

describe('the editor keeps', () => {
  test.each([
    ['the condition of what moves', lines('to:', '  a: 1', '{{- if .x }}', 'b: 2', '{{- end }}')],
    ['what moves without a condition', lines('b: 2', 'to:', '  {{- if .x }}', '  a: 1', '  {{- end }}')],
    ['the branch of what moves', lines('{{- if .x }}', 'b: 2', '{{- else }}', 'to:', '  a: 1', '{{- end }}')],
    ['the turns of a loop', lines('to:', '  a: 1', '{{- range .x }}', 'b: 2', '{{- end }}')],
    ['what a template writes below a key', lines('to:', '  a: 1', 'b:', '  {{- toYaml .x | nindent 2 }}')],
    ['what a template writes behind a list', lines('to:', '  a: 1', 'b:', '  - 1', '  {{- include "x" . }}')],
    ['an anchor above its alias', lines('b: &x 1', 'to:', '  a: *x')],
    ['an alias below its anchor', lines('to:', '  a: 1', 'c: &x 1', 'b: *x')],
    ['the last anchor of a name', lines('c: &x 1', 'b: *x', 'd: &x 2', 'to:', '  a: 1')],
    ['an anchor below another one', lines('b: &x 1', 'to:', '  a: &x 2', 'c: *x')],
  ])('%s: nothing moves', (_, text) => {
    expect(moved(text, 'b', 'to')).toBeUndefined();
  });

  test.each([
    [
      'around both places',
      lines('c: 1', '{{- if .x }}', 'to:', '  a: 1', 'b: 2', '{{- end }}'),
      lines('c: 1', '{{- if .x }}', 'to:', '  a: 1', '  b: 2', '{{- end }}'),
    ],
    [
      'between the places',
      lines('to:', '  a: 1', '{{- if .x }}', 'c: 1', '{{- else }}', 'd: 1', '{{- end }}', 'b: 2'),
      lines('to:', '  a: 1', '  b: 2', '{{- if .x }}', 'c: 1', '{{- else }}', 'd: 1', '{{- end }}'),
    ],
  ])('conditions %s, and moves', (_, text, expected) => {
    expect(moved(text, 'b', 'to')).toBe(expected);
  });

  test('anchors that nothing asks for on the way, and moves', () => {
    expect(moved(lines('to:', '  a: 1', 'b: &x 1', 'c: *x'), 'b', 'to')).toBe(
      lines('to:', '  a: 1', '  b: &x 1', 'c: *x'),
    );
  });

  test('a condition free of new lines', () => {
    const text = lines('to:', '  {{- if .x }}', '  a: 1', '  {{- end }}', 'c: 1');
    expect(edited(text, ({ edit, entry }) => edit.insert(entry('to'), [], { b: 'x' }))).toBeUndefined();
    const list = lines('to:', '  {{- if .x }}', '  - a', '  {{- end }}', 'c: 1');
    expect(edited(list, ({ edit, entry }) => edit.append(entry('to'), 'b'))).toBeUndefined();
  });

  test('an anchor that an alias asks for', () => {
    const text = lines('b: &x 1', 'to: *x');
    expect(edited(text, ({ edit, map, entry }) => edit.remove(map, entry('b')))).toBeUndefined();
    expect(edited(text, ({ edit, entry }) => edit.replace(entry('b'), 'b', 'y'))).toBeUndefined();
    expect(edited(text, ({ edit, map, entry }) => edit.remove(map, entry('to')))).toBe(lines('b: &x 1'));
  });

  test.each([
    ['{"b": "x"}', '{"b": "RSA 1"}'],
    ["{'b': 'x'}", "{'b': 'RSA 1'}"],
    ['b: x\n', 'b: "RSA 1"\n'],
  ])('the quotes of a value: %s', (text, expected) => {
    expect(edited(text, ({ edit, entry }) => edit.write(entry('b').value.span, 'RSA 1'))).toBe(expected);
  });

  test.each([
    ['{"to": {}}', '{"to": {"b": "x"}}'],
    ['{"to": null}', '{"to": {"b": "x"}}'],
  ])('JSON: %s', (text, expected) => {
    expect(edited(text, ({ edit, entry }) => edit.insert(entry('to'), [], { b: 'x' }))).toBe(expected);
  });
});
