"""ambr 0.5.2, vectorized CPU lane: columns on the population frame, where()/at[]/scatter_add/set, model_reporters; numba installed."""
import ambr as am
from ledger_model import *
a = args()
class Ledger(am.Model):
    def setup(self):
        n = a.n; rates, group = population(n, a.seed); u, v = edges(n, a.seed)
        self.src, self.dst = np.concatenate([u, v]), np.concatenate([v, u]); self.tick = 0; self.rec = {}; self.out = []
        self.add_agents(n, group=group, score=np.full(n, START, np.int64), eff=np.full(n, START, np.int64), nb=np.zeros(n, np.int64), until=np.full(n, -1, np.int64),
                        ever=np.zeros(n, bool), listed=np.zeros(n, bool), **{f'r{k}': rates[:, k] for k in range(K)})
        self.ids = self.agents.ids.to_numpy(); self.false = np.array(FALSE)[group] / 12
    def step_vectorized(self):
        if self.tick == 0: self.ts = time.perf_counter()
        t, A, rng = self.tick, self.agents, self.rng
        if t - EXP in self.rec:
            i, p = self.rec.pop(t - EXP); A.at[i].scatter_add(score=-p)
        listed = A.numpy('until') >= t; A.set(listed=listed)
        ids, pts = [], []
        for k in range(K):
            lam = A.numpy(f'r{k}') / 12
            if NEG[k]: lam = np.where(listed, lam * FEEDBACK, lam)
            obs = rng.binomial(rng.poisson(lam), SENS); w = np.flatnonzero(obs); ids.append(self.ids[w]); pts.append(obs[w] * PTS[k])
        w = np.repeat(self.ids, rng.poisson(self.false)); ids.append(w); pts.append(PTS[rng.integers(0, K, len(w))])
        i, p = np.concatenate(ids), np.concatenate(pts).astype(np.int64); self.rec[t] = (i, p)
        A.at[i].scatter_add(score=p)
        A.set(nb=np.zeros(a.n, np.int64)); hit = self.dst[listed[self.src]]
        if len(hit): A.at[self.ids[hit]].scatter_add(nb=1)
        A.eff = A.score - 2 * A.nb
        D = A.where(A.eff < BANDS[0])
        if len(D): D.set(until=np.full(len(D), t + LISTM), ever=np.ones(len(D), bool))
        eff = A.numpy('eff')
        self.out.append((eff.mean(), np.bincount(np.digitize(eff, BANDS), minlength=5), int((A.until > t).sum()))); self.record_model('mean', float(self.out[-1][0])); self.tick += 1
m = Ledger(dict(steps=a.T, seed=a.seed, show_progress=False)); m.cpu(mode='vectorized').run()
mean, bands, li = zip(*m.out[:a.T]); ever = m.agents.numpy('ever'); g = m.agents.numpy('group')
finish('ambr', a, m.ts, mean, bands, li, (ever[g == 0].mean(), ever[g == 1].mean()), dict(ticks_run=len(m.out)))
