"""plain NumPy. variant '' = dense Poisson per behaviour then binomial thinning (literal); 'sparse' = one Poisson on the thinned total, then type."""
from ledger_model import *
a = args(); n, T = a.n, a.T
rng = np.random.default_rng([a.seed, 3])
rates, group = population(n, a.seed); u, v = edges(n, a.seed)
src = np.concatenate([u, v]); dst = np.concatenate([v, u]); del u, v
score = np.full(n, START, np.int32); ring = np.zeros((EXP, n), np.int32)
until = np.full(n, -1, np.int32); ever = np.zeros(n, bool); fr = np.where(group == 1, FALSE[1], FALSE[0]).astype(np.float32) / 12
sparse = a.variant == 'sparse'
if sparse:
    rates *= SENS / 12
    pos = rates[:, ~NEG].sum(1); neg = rates[:, NEG].sum(1); cum = None
mean, bands, nl = [], [], []
ts = time.perf_counter()
for t in range(T):
    slot = ring[t % EXP]
    score -= slot; slot[:] = 0                      # expiry
    listed = until >= t
    if sparse:
        lam = pos + np.where(listed, neg * np.float32(FEEDBACK), neg) + fr
        cnt = rng.poisson(lam)
        who = np.repeat(np.arange(n, dtype=np.int32), cnt)
        r = rates[who]; r[:, NEG] *= np.where(listed[who], FEEDBACK, 1)[:, None].astype(np.float32)
        r += fr[who][:, None] / K
        c = np.cumsum(r, axis=1); x = rng.random(len(who), dtype=np.float32) * c[:, -1]
        k = np.minimum((c <= x[:, None]).sum(1), K - 1)
        slot += np.bincount(who, weights=PTS[k], minlength=n).astype(np.int32)
    else:
        for k in range(K):
            lam = rates[:, k] / 12
            if NEG[k]: lam = np.where(listed, lam * FEEDBACK, lam)
            occ = rng.poisson(lam)
            slot += (rng.binomial(occ, SENS) * PTS[k]).astype(np.int32)
        nf = rng.poisson(fr)
        who = np.repeat(np.arange(n), nf); k = rng.integers(0, K, len(who))
        np.add.at(slot, who, PTS[k])
    score += slot
    assoc = 2 * np.bincount(dst[listed[src]], minlength=n)
    eff = score - assoc
    band = np.digitize(eff, BANDS)
    inD = band == 0
    until[inD] = t + LISTM; ever |= inD
    mean.append(eff.mean()); bands.append(np.bincount(band, minlength=5)); nl.append(np.count_nonzero(until > t))
finish('numpy', a, ts, mean, bands, nl, (ever[group == 0].mean(), ever[group == 1].mean()))
