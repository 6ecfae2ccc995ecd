import { gradeLevel, readGrading } from '../../rules/grade-level';
import { inputOf } from './match-inputs';

const grading = readGrading();
const finding = (severity: string) => ({ violations: [{ code: 'RX_MASS_AD', severity }] });
const spread = (documents: number, platforms = 1, provinces = 1) => ({ spread: { documents, platforms, provinces } });

describe('gradeLevel', () => {
  const cases: [sentence: string, event: Record<string, unknown>, count: number, level: string][] = [
    ['nothing found, nobody talks', {}, 1, 'blue'],
    ['slight', finding('S1'), 1, 'blue'],
    ['heavier', finding('S2'), 1, 'yellow'],
    ['serious', finding('S3'), 1, 'orange'],
    ['gravest', finding('S4'), 1, 'red'],
    [
      'the worst of several findings counts',
      {
        violations: [
          { code: 'RX_MASS_AD', severity: 'S1' },
          { code: 'HF_DISEASE', severity: 'S3' },
        ],
      },
      1,
      'orange',
    ],
    ['several platforms raise to yellow', { ...finding('S1'), ...spread(2, 2) }, 1, 'yellow'],
    ['fifty copies raise to yellow', spread(50), 1, 'yellow'],
    ['the count of the window stands for copies', {}, 50, 'yellow'],
    ['several provinces raise to orange', { ...finding('S1'), ...spread(5, 1, 2) }, 1, 'orange'],
    ['three hundred copies raise to orange', spread(300), 1, 'orange'],
    ['a provincial medium raises to yellow', { media: 'province' }, 1, 'yellow'],
    ['a central medium raises to orange', { media: 'central' }, 1, 'orange'],
    [
      'everything at once is red',
      { ...finding('S3'), ...spread(400, 5, 9), media: 'central', sentiment: 'neg' },
      1,
      'red',
    ],
    ['a death in negative news raises by one', { sentiment: 'neg', text: '使用后死亡', media: 'central' }, 1, 'red'],
    ['a vaccine in a neutral notice does not', { sentiment: 'neu', text: '疫苗接种通知' }, 1, 'blue'],
    ['a vaccine in a suspect text does', { ...finding('S2'), text: '疫苗代打' }, 1, 'orange'],
    ['the highest level has nothing above', { ...finding('S4'), text: '疫苗' }, 1, 'red'],
    ['spread never lowers', { ...finding('S4'), ...spread(1) }, 1, 'red'],
  ];
  test.each(cases)('%s', (_, event, count, level) => {
    expect(gradeLevel(inputOf(event), count, grading)).toBe(level);
  });

  test('a match of time alone is graded by its count', () => {
    expect(gradeLevel(null, 0, grading)).toBe('blue');
  });

  test('weights are data', () => {
    expect(
      gradeLevel(inputOf(finding('S2')), 1, { ...grading, severityLevel: { ...grading.severityLevel, S2: 'red' } }),
    ).toBe('red');
    const sum = Object.values(grading.weights).reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(1);
  });
});
