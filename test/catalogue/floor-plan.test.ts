import { expect } from 'chai';
import fc from 'fast-check';
import { arrangeSeats, type Furniture } from '../../src/catalogue/arrange-seats.ts';
import { floorPlanSvg } from '../../src/catalogue/draw-floor-plan.ts';
import { floorPlanWords } from '../../src/catalogue/floor-plan-words.ts';
import type { FloorPlan } from '../../src/catalogue/floor-plan.ts';
import type { LayoutKind } from '../../src/catalogue/hall.ts';

const chairsOf = (pieces: readonly Furniture[]): number =>
  pieces.reduce((sum, piece) => sum + (piece.kind === 'chairs' ? piece.count : piece.kind === 'round-table' ? piece.chairs : 0), 0);

const plan: FloorPlan = {
  ground: 'indoor', outline: [[0, 0], [12, 0], [12, 9], [0, 9]],
  openings: [{ kind: 'double-door', from: [7, 9], to: [5, 9] }, { kind: 'window', from: [0, 6], to: [0, 4] }, { kind: 'door', from: [12, 2], to: [12, 3] }],
  adjoining: [{ kind: 'accessible-toilet', at: { x: 0, y: 9.4, width: 2.2, depth: 2 } }],
  fixtures: [{ kind: 'stage', at: { x: 2, y: 0, width: 8, depth: 2 } }, { kind: 'piano', at: { x: 0.5, y: 0.5, width: 1.2, depth: 1.4 } }],
  parts: [], seating: { x: 1, y: 2.5, width: 10, depth: 5 }, usual: { kind: 'theatre', seated: 80, standing: 0 },
};
const options = { id: 'zaal', title: 'Plattegrond van "A & B"', description: 'Breed < lang' };

describe('seats on a floor plan', () => {
  const area = fc.record({ width: fc.double({ min: 4, max: 40, noNaN: true }), depth: fc.double({ min: 3, max: 40, noNaN: true }) });
  const exactly = (kind: LayoutKind) => fc.assert(fc.property(area, fc.integer({ min: 4, max: 300 }), (size, seated) => {
    expect(chairsOf(arrangeSeats({ x: 0, y: 0, ...size }, { kind, seated, standing: 0 }))).to.equal(seated);
  }));

  it('are as many as the layout seats, in rows', () => exactly('theatre'));
  it('are as many as the layout seats, around one table', () => fc.assert(fc.property(area, fc.integer({ min: 4, max: 60 }), (size, seated) => {
    const chairs = chairsOf(arrangeSeats({ x: 0, y: 0, ...size }, { kind: 'block', seated, standing: 0 }));
    expect(chairs).to.be.within(seated, seated + 1);
  })));
  it('are as many as the layout seats, in a U', () => exactly('u-shape'));
  it('are as many as the layout seats, or one more, at desks for two', () => fc.assert(fc.property(area, fc.integer({ min: 2, max: 200 }), (size, seated) => {
    expect(chairsOf(arrangeSeats({ x: 0, y: 0, ...size }, { kind: 'seminar', seated, standing: 0 }))).to.be.within(seated, seated + 1);
  })));
  it('stay within the seating area when they stand in rows that fit', () => fc.assert(fc.property(fc.integer({ min: 10, max: 120 }), (seated) => {
    const box = { x: 2, y: 3, width: 14, depth: 16 };
    for (const piece of arrangeSeats(box, { kind: 'theatre', seated, standing: 0 })) {
      if (piece.kind !== 'chairs') continue;
      expect(piece.from[0]).to.be.at.least(box.x - 0.01);
      expect(piece.to[0]).to.be.at.most(box.x + box.width + 0.01);
      expect(piece.to[1]).to.be.within(box.y, box.y + box.depth);
    }
  })));
  it('are absent where one plays or leaves the floor empty', () => {
    expect(arrangeSeats(plan.seating, { kind: 'sports', seated: 0, standing: 40 })).to.deep.equal([]);
    expect(arrangeSeats(plan.seating, { kind: 'empty', seated: 0, standing: 40 })).to.deep.equal([]);
  });
});

describe('the picture of a floor plan', () => {
  it('is named and described for who cannot see it, whatever characters that takes', () => {
    const svg = floorPlanSvg(plan, options);
    expect(svg).to.include('aria-labelledby="zaal-title zaal-desc"');
    expect(svg).to.include('<title id="zaal-title">Plattegrond van "A &amp; B"</title><desc id="zaal-desc">Breed &lt; lang</desc>');
  });

  it('shows the layout that is asked for', () => {
    const usual = floorPlanSvg(plan, options);
    expect(floorPlanSvg(plan, { ...options, layout: plan.usual })).to.equal(usual);
    expect(floorPlanSvg(plan, { ...options, layout: { kind: 'banquet', seated: 40, standing: 0 } })).to.not.equal(usual);
  });

  it('tells its size and a scale', () => {
    expect(floorPlanSvg(plan, options)).to.include('12 × 9 m').and.to.match(/>(1|2|5) m</);
  });

  it('lays a deep hall on its side, so that it fills the picture', () => {
    const deep: FloorPlan = { ...plan, outline: [[0, 0], [9, 0], [9, 20], [0, 20]] };
    expect(floorPlanSvg(deep, options)).to.include('rotate(-90)');
    expect(floorPlanSvg(plan, options)).to.not.include('rotate(-90)');
  });

  it('needs neither script nor style sheet, and uses colours that a theme can replace', () => {
    const svg = floorPlanSvg(plan, options);
    expect(svg).to.not.match(/<script|<style|style=|href=/);
    expect(svg).to.include('var(--plan-wall, #');
  });

  it('is told in words, in the language of the reader', () => {
    expect(floorPlanWords(plan, 'nl')).to.equal('Ongeveer 12 bij 9 meter. In de zaal: podium, piano. Ernaast: aangepast toilet. Getekend in opstelling theater.');
    expect(floorPlanWords(plan, 'en')).to.include('stage, piano').and.to.include('accessible toilet');
  });
});
