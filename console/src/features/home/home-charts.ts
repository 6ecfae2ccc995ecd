import type { HomeAnswer } from '@contracts/http';
import type { ChartOption } from '@/components/chart-view.vue';
import { clockTime, day } from '@/lib/time';

const text = '#647182';
const line = '#e3e8ee';
const textStyle = { fontFamily: "'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif" };
const tooltip = { textStyle: { fontSize: 12, color: '#17222e' }, borderColor: '#d5dce4', padding: [6, 10] };
const axisLabel = { color: text, fontSize: 11 };

/** Documents as bars; suspected ones and alerts as lines on an axis of their own, since they are far fewer. */
export function trendOption(
  trend: HomeAnswer['trend'],
  names: { documents: string; suspected: string; alerts: string },
): ChartOption {
  return {
    animation: false,
    textStyle,
    grid: { left: 46, right: 44, top: 34, bottom: 26 },
    legend: { top: 4, right: 12, itemWidth: 14, itemHeight: 8, textStyle: { color: text, fontSize: 12 } },
    tooltip: { trigger: 'axis', ...tooltip },
    xAxis: {
      type: 'category',
      data: trend.map((point) => `${day(point.hour).slice(5)} ${clockTime(point.hour).slice(0, 5)}`),
      axisLabel: { ...axisLabel, formatter: (value: string) => value.slice(6) },
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
    },
    yAxis: [
      { type: 'value', minInterval: 1, axisLabel, splitLine: { lineStyle: { color: line } } },
      { type: 'value', minInterval: 1, axisLabel, splitLine: { show: false } },
    ],
    series: [
      {
        name: names.documents,
        type: 'bar',
        data: trend.map((point) => point.documents),
        itemStyle: { color: '#cddbea' },
        barMaxWidth: 22,
      },
      {
        name: names.suspected,
        type: 'line',
        yAxisIndex: 1,
        data: trend.map((point) => point.suspected),
        symbol: 'circle',
        symbolSize: 5,
        lineStyle: { width: 2 },
        itemStyle: { color: '#d08a1d' },
      },
      {
        name: names.alerts,
        type: 'line',
        yAxisIndex: 1,
        data: trend.map((point) => point.alerts),
        symbol: 'diamond',
        symbolSize: 7,
        lineStyle: { width: 2 },
        itemStyle: { color: '#b8232b' },
      },
    ],
  };
}

function ranking(rows: readonly { name: string; count: number }[], colour: string): ChartOption {
  return {
    animation: false,
    textStyle,
    grid: { left: 8, right: 44, top: 8, bottom: 6, containLabel: true },
    tooltip: { trigger: 'item', ...tooltip },
    xAxis: { type: 'value', show: false },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map((row) => row.name),
      axisLabel: { color: '#2a3846', fontSize: 12, width: 190, overflow: 'truncate' },
      axisLine: { show: false },
      axisTick: { show: false },
    },
    series: [
      {
        type: 'bar',
        data: rows.map((row) => row.count),
        barMaxWidth: 13,
        itemStyle: { color: colour, borderRadius: 2 },
        label: { show: true, position: 'right', color: text, fontSize: 12 },
        cursor: 'pointer',
      },
    ],
  };
}

export function regionOption(regions: readonly { name: string; alerts: number }[]): ChartOption {
  return ranking(
    regions.map((region) => ({ name: region.name, count: region.alerts })),
    '#4d86c0',
  );
}

export function codeOption(codes: readonly { name: string; count: number }[]): ChartOption {
  return ranking(codes, '#c98a3c');
}
