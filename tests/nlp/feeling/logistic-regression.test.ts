import { fitLogisticRegression } from '../../../nlp/feeling/logistic-regression';

const rowsOf = (rows: number[][]) => ({
  starts: Uint32Array.from([0, ...rows.map((_, i) => rows.slice(0, i + 1).flat().length)]),
  columns: Uint32Array.from(rows.flat()),
  rowScale: Float64Array.from(rows, () => 1),
});

describe('fitLogisticRegression', () => {
  test('a column seen only in positive rows gets a positive parameter, its opposite a negative one, a shared one none', () => {
    const rows = [
      [0, 2],
      [0, 2],
      [1, 2],
      [1, 2],
    ];
    const labels = Int8Array.from([1, 1, -1, -1]);
    const columnScale = Float64Array.from([1, 1, 1]);
    const fit = fitLogisticRegression({ rows: rowsOf(rows), labels, columnScale, cost: 1, iterations: 100 });
    expect(fit[0]).toBeCloseTo(-fit[1]!, 4);
    expect(fit[0]).toBeGreaterThan(0.3);
    expect(fit[2]).toBeCloseTo(0, 4);
    expect(fit[3]).toBeCloseTo(0, 4);
  });

  test('at the optimum the penalty balances the pull of the loss', () => {
    const columnScale = Float64Array.from([1]);
    const fit = fitLogisticRegression({
      rows: rowsOf([[0], [0], [0], []]),
      labels: Int8Array.from([1, 1, -1, -1]),
      columnScale,
      cost: 2,
      iterations: 200,
    });
    const chance = (score: number): number => 1 / (1 + Math.exp(-score));
    const [weight, bias] = [fit[0]!, fit[1]!];
    expect(weight + 2 * (3 * chance(weight + bias) - 2)).toBeCloseTo(0, 2);
    expect(3 * chance(weight + bias) - 2 + chance(bias)).toBeCloseTo(0, 2);
  });

  test('more weight on the loss gives larger parameters', () => {
    const task = {
      rows: rowsOf([[0], [1]]),
      labels: Int8Array.from([1, -1]),
      columnScale: Float64Array.from([1, 1]),
      iterations: 100,
    };
    const loose = fitLogisticRegression({ ...task, cost: 10 });
    const tight = fitLogisticRegression({ ...task, cost: 0.1 });
    expect(loose[0]).toBeGreaterThan(tight[0]! * 2);
  });
});
