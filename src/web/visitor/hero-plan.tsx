import type { JSX } from 'preact';

/** A few halls as an architect draws them, behind the title of the home page. It only decorates. */
export const HeroPlan = (): JSX.Element => (
  <svg
    class="oz-hero-plan"
    viewBox="0 0 900 520"
    fill="none"
    stroke="currentColor"
    stroke-width="5"
    aria-hidden="true"
    focusable="false"
    preserveAspectRatio="xMaxYMid slice"
  >
    <path d="M60 60H480V150M480 215V330M480 390V460H330M265 460H60V60" />
    <path stroke-width="2.500" d="M480 150H545A65 65 0 0 1 480 215M330 460V395A65 65 0 0 0 265 460" />
    <path d="M480 60H860V250H740M680 250H480M860 250V460H480" />
    <path stroke-width="2.500" d="M740 250V190A60 60 0 0 0 680 250M480 330H420A60 60 0 0 0 480 390" />
    {Array.from({ length: 5 }, (_, row) =>
      Array.from({ length: 8 }, (_, seat) => (
        <rect key={`${row}-${seat}`} x={120 + seat * 40} y={180 + row * 46} width="22" height="22" rx="5" stroke-width="2.500" />
      )),
    )}
    <rect x="120" y="92" width="300" height="46" stroke-width="2.500" />
    {[
      [570, 355],
      [690, 355],
      [810, 355],
      [570, 120],
      [690, 120],
    ].map(([x, y]) => (
      <circle key={`${x}-${y}`} cx={x} cy={y} r="30" stroke-width="2.500" />
    ))}
    <path stroke-width="2.500" d="M620 440H780M620 452H780" />
  </svg>
);
