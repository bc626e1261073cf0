import { describe, expect, test } from 'vitest';
import { queried } from '../../src/evaluator/answers';
import { axisTexts, briefValue, chartOf, lonely, stackOf } from '../../src/graph/chart';
import { mistakeOf } from '../../src/graph/mistake';
import { colors, lookOf, looksCount } from '../../src/graph/palette';

describe('mistakeOf', () => {
  test.each([
    ['rate(up)', 'invalid parameter "query": 1:6: parse error: expected type range vector', 'up', 'expected type range vector'],
    ['foo{', 'invalid parameter "query": 1:5: parse error: unexpected end of input inside braces', '', 'unexpected end of input inside braces'],
    ['a +\nb )', '2:3: parse error: unexpected right parenthesis', ')', 'unexpected right parenthesis'],
    ['"ä" + foo(', 'invalid parameter "query": 1:12: parse error: unclosed left parenthesis', '', 'unclosed left parenthesis'],
    ['"😀" == bar', '1:11: not so', 'bar', 'not so'],
  ])('%s', (expr, said, wrong, message) => {
    const mistake = mistakeOf(expr, said);
    expect(mistake?.message).toBe(message);
    expect(expr.slice(mistake?.offset, (mistake?.offset ?? 0) + (mistake?.length ?? 0))).toBe(wrong);
  });

  test('a failure of the evaluation has no place', () => {
    expect(mistakeOf('a * b', 'many-to-many matching not allowed: matching labels must be unique on one side')).toBeUndefined();
  });
});

describe('answers', () => {
  const read = (data: unknown) => queried({ status: 'success', data, infos: ['PromQL info: x'] }, 'answer');

  test('of all types', () => {
    expect(read({ resultType: 'vector', result: [{ metric: { a: 'b' }, value: [1.5, '2'] }] })).toMatchObject({
      data: { type: 'vector', samples: [{ metric: { a: 'b' }, at: 1.5, value: '2' }] },
      infos: ['PromQL info: x'],
      warnings: [],
    });
    expect(read({ resultType: 'scalar', result: [1, '2'] }).data).toEqual({ type: 'scalar', point: { at: 1, value: '2' } });
    expect(read({ resultType: 'matrix', result: [{ metric: {}, values: [[1, 'NaN']] }] }).data).toMatchObject({ type: 'matrix' });
    expect(read({ resultType: 'vector', result: [{ metric: {}, histogram: [3, { count: '1' }] }] }).data).toMatchObject({
      samples: [{ at: 3, value: 'histogram' }],
    });
  });

  test.each([
    [{ resultType: 'matrix', result: [{ metric: {}, values: [[1, 2]] }] }, 'answer.data.result[0].values: expected moments and values'],
    [{ resultType: 'table', result: [] }, 'answer.data.resultType: expected vector, matrix, scalar or string'],
    [{ resultType: 'scalar', result: ['1', '2'] }, 'expected a moment and a value'],
  ])('of another shape are refused: %j', (data, words) => {
    expect(() => read(data)).toThrow(words);
  });
});

describe('chartOf', () => {
  const asked = { kind: 'graph', expr: 'x', start: 100, end: 140, step: 10 } as const;

  test('points that are absent, NaN or infinite are gaps', () => {
    const { times, lines } = chartOf(
      [{ metric: { __name__: 'x' }, points: [[100, '1'], [120, '3'], [130, '+Inf'], [140, 'NaN']] }],
      asked,
      10,
    );
    expect(times).toEqual([100, 110, 120, 130, 140]);
    expect(lines[0]).toMatchObject({ name: 'x', values: [1, null, 3, null, null], points: 2, last: 3, min: 1, max: 3, mean: 2 });
  });

  test('a line without points has no figures', () => {
    expect(chartOf([{ metric: {}, points: [] }], asked, 10).lines[0]).toMatchObject({ points: 0, last: undefined, mean: undefined });
  });

  test('fractions of seconds fall on their step', () => {
    const { lines } = chartOf([{ metric: {}, points: [[0.1, '1'], [0.30000000000000004, '3']] }], { ...asked, start: 0, end: 0.3, step: 0.1 }, 10);
    expect(lines[0]?.values).toEqual([null, 1, null, 3]);
  });

  test('only so many are drawn, and all are counted', () => {
    const stretches = Array.from({ length: 5 }, () => ({ metric: {}, points: [] }));
    expect(chartOf(stretches, asked, 3)).toMatchObject({ all: 5, lines: { length: 3 } });
  });
});

test('points without a neighbour', () => {
  expect(lonely([1, null, 2, 3, null, 4])).toEqual([0, 5]);
  expect(lonely([null, 0, null])).toEqual([1]);
  expect(lonely([])).toEqual([]);
});

test.each([
  [0, '0'],
  [1, '1'],
  [999.9, '999.9'],
  [1234, '1.234k'],
  [-56_789_000, '-56.79M'],
  [0.0123, '0.0123'],
  [0.00012, '120µ'],
  [1e-12, '1.00e-12'],
  [3e22, '3.00e+22'],
])('%d is said %s', (value, text) => {
  expect(briefValue(value)).toBe(text);
});

test.each([
  [[0, 500, 1000, 1500], ['0', '0.5k', '1.0k', '1.5k']],
  [[0.1, 0.15, 0.2], ['0.10', '0.15', '0.20']],
  [[0, 1, 2], ['0', '1', '2']],
  [[-0.5, 0, 0.5, 1], ['-0.5', '0', '0.5', '1.0']],
  [[1e9, 1.0005e9], ['1.0000G', '1.0005G']],
  [[0], ['0']],
])('the marks %j', (marks, texts) => {
  expect(axisTexts(marks)).toEqual(texts);
});

describe('the colours of lines', () => {
  const luminance = (color: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5]
      .map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one: string, other: string): number => {
    const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  test.each([
    ['light', '#ffffff'],
    ['dark', '#1b1e24'],
  ] as const)('are seen in the %s theme', (theme, surface) => {
    for (const color of colors[theme]) {
      expect(contrast(color, surface), color).toBeGreaterThanOrEqual(3);
    }
  });

  test.each(['light', 'dark'] as const)('with their dashes are all different in the %s theme', (theme) => {
    const looks = Array.from({ length: looksCount }, (_, index) => JSON.stringify(lookOf(index, theme)));
    expect(new Set(looks).size).toBe(looksCount);
  });
});

describe('stackOf', () => {
  const line = (name: string, values: readonly (number | null)[]) => ({ name, metric: {}, values, points: 0, last: undefined, min: undefined, max: undefined, mean: undefined });
  const chart = {
    times: [1, 2, 3, 4],
    lines: [line('a', [1, null, 3, null]), line('b', [10, 20, 30, null]), line('c', [100, 200, null, null])],
  };

  test('values stand on those below; one without a value lies on them, unless none has one', () => {
    expect(stackOf(chart, () => true)).toEqual({
      values: [
        [1, 0, 3, null],
        [11, 20, 33, null],
        [111, 220, 33, null],
      ],
      bands: [
        [1, 0],
        [2, 1],
      ],
    });
  });

  test('what is not shown has no part in it', () => {
    expect(stackOf(chart, ({ name }) => name !== 'b')).toEqual({
      values: [
        [1, 0, 3, null],
        [10, 20, 30, null],
        [101, 200, 3, null],
      ],
      bands: [[2, 0]],
    });
  });
});
