import account from './account.json' with { type: 'json' };
import base from './base.json' with { type: 'json' };
import compare from './compare.json' with { type: 'json' };
import funding from './funding.json' with { type: 'json' };
import imports from './imports.json' with { type: 'json' };
import needs from './needs.json' with { type: 'json' };
import network from './network.json' with { type: 'json' };
import own from './own.json' with { type: 'json' };
import privacy from './privacy.json' with { type: 'json' };
import procedures from './procedures.json' with { type: 'json' };
import review from './review.json' with { type: 'json' };
import ruleSets from './rule-sets.json' with { type: 'json' };
import supply from './supply.json' with { type: 'json' };
import survey from './survey.json' with { type: 'json' };

/** Every text of the page in German: a file a room, and a line here. */
export default {
  ...base,
  account,
  own,
  imports,
  compare,
  needs,
  funding,
  network,
  privacy,
  review,
  ruleSets,
  supply,
  procedures,
  survey,
};
