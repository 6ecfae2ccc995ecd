import { regionCovers } from '../../config/regions';
import type { Viewer } from '../../contracts/user';

/** The wanted region as far as the viewer may see it: the smaller of the two; undefined when they have nothing in common. */
export function narrowRegion(viewer: Pick<Viewer, 'region'>, wanted: string | undefined): string | undefined {
  if (wanted === undefined || regionCovers(wanted, viewer.region)) return viewer.region;
  return regionCovers(viewer.region, wanted) ? wanted : undefined;
}
