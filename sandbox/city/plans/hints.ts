/** What the drawing of a hall cannot know from its area, features and layouts. */
export interface PlanHints {
  shape?: 'rectangle' | 'bay' | 'apse' | 'cut-corner' | 'elbow' | 'hemicycle';
  /** Width by depth. */
  proportion?: number;
  /** Sides with windows: left, right, and the wall behind the public. */
  windows?: 'left' | 'right' | 'both' | 'all' | 'none';
  columns?: number;
  /** No accessible toilet can be reached from it. */
  stairsOnly?: true;
  /** The whole that it is a part of, side by side, and which of its parts it takes. */
  divided?: { parts: readonly string[]; own: readonly string[]; wholeM2: number };
}
