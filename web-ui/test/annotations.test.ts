import { expect, test } from 'vitest';
import { linkName, linksOf, runbookOf, textsOf } from '../src/alert/annotations';

const annotations = {
  zebra: 'last',
  description: 'second',
  summary: 'first',
  empty: ' ',
  runbook_url: ' https://r.example/x ',
  runbook: 'https://r.example/x',
  dashboard: 'https://g.example/d/1',
  bad: 'javascript:alert(1)',
  data: 'data:text/html,<script>',
  talk: 'see https://w.example/a',
};

test('the runbook is a link, or none', () => {
  expect(runbookOf(annotations)).toBe('https://r.example/x');
  expect(runbookOf({ runbook_url: 'javascript:alert(1)', runbook: 'https://r.example/y' })).toBe('https://r.example/y');
  expect(runbookOf({ runbook: 'ask the team' })).toBeUndefined();
  expect(runbookOf({})).toBeUndefined();
});

test('links are what is nothing else', () => {
  expect(linksOf(annotations)).toEqual([{ name: 'dashboard', target: 'https://g.example/d/1' }]);
});

test('texts are the rest, in reading order', () => {
  expect(textsOf(annotations).map(([name]) => name)).toEqual(['summary', 'description', 'bad', 'data', 'talk', 'zebra']);
  expect(textsOf({ runbook: 'ask the team' })).toEqual([['runbook', 'ask the team']]);
});

test.each([
  ['dashboard', 'Dashboard'],
  ['grafana_dashboard_url', 'Grafana dashboard'],
  ['logsUrl', 'Logs'],
  ['__url', 'Url'],
  ['', 'Link'],
])('%s is called %s', (name, called) => {
  expect(linkName(name)).toBe(called);
});
