"""Starsim 3.7.2: ss.Module with states, ss.poisson dists (CRN by slot), ss.Network edges. variant 'nocrn' sets ss.options(crn=False)."""
import faulthandler; faulthandler.dump_traceback_later(1500, exit=True)
import starsim as ss
from ledger_model import *
a = args(); ss.options(verbose=0, crn=a.variant != 'nocrn')
class Ledger(ss.Module):
    def __init__(self, **kw):
        super().__init__(); self.update_pars(None, **kw)
        self.define_states(ss.IntArr('score', default=START), ss.IntArr('until', default=-1), ss.BoolArr('ever', default=False), ss.BoolArr('group2', default=False),
                           *[ss.FloatArr(f'r{k}', default=ss.gamma(a=SHAPE, scale=SCALE, name=f'g{k}')) for k in range(K)])
        # thinned Poisson (rate * sensitivity): one draw instead of Poisson then binomial
        mk = lambda k: (lambda module, sim, uids: module.lam(k, uids))  # not self: Sim deep-copies modules
        self.ev = [ss.poisson(lam=mk(k), name=f'ev{k}') for k in range(K)]
        if a.variant == 'random': self.ev = [ss.random(name=f'ev{k}') for k in range(K)]  # CRN uniforms + own inversion (counts up to 3)
        self.false = ss.poisson(lam=lambda module, sim, uids: np.where(module.group2[uids], FALSE[1], FALSE[0]) / 12 if module.initialized else np.full(np.size(uids), 0.01), name='false') if a.variant != 'random' else ss.random(name='false')
        self.which = ss.randint(low=0, high=K, name='which')
        self.rec = {}; self.listed = False
    def lam(self, k, uids):
        if not self.initialized: return np.full(np.size(uids), 0.01)  # lam is probed during sim.init(), before the states have values
        r = self[f'r{k}'][uids] * (SENS / 12)
        return np.where(self.listed, r * FEEDBACK, r) if NEG[k] else r
    def init_post(self):
        super().init_post(); self.group2[:] = np.arange(len(self.sim.people)) % 2 == 1
    def init_results(self):
        super().init_results()
        self.define_results(ss.Result('mean', dtype=float, scale=False), ss.Result('listed', dtype=int), *[ss.Result(f'b{i}', dtype=int) for i in range(5)])
    def step(self):
        t = self.ti; uids = self.sim.people.auids
        if t - EXP in self.rec:
            for u, p in self.rec.pop(t - EXP): self.score[u] -= p
        self.listed = np.asarray(self.until.values >= t); self.rec[t] = rec = []
        for k in range(K):
            c = self.ev[k].rvs(uids)
            if a.variant == 'random':
                l = self.lam(k, uids); p0 = np.exp(-l); c = (c > p0).astype(np.int8) + (c > p0 * (1 + l)) + (c > p0 * (1 + l + l * l / 2))
            u = uids[c > 0]; p = c[c > 0] * PTS[k]
            self.score[u] += p; rec.append((u, p))
        c = self.false.rvs(uids)
        if a.variant == 'random':
            l = np.where(self.group2[uids], FALSE[1], FALSE[0]) / 12; c = (c > np.exp(-l)).astype(np.int8) + (c > np.exp(-l) * (1 + l))
        u = uids[c > 0]
        p = PTS[self.which.rvs(u)] * c[c > 0]; self.score[u] += p; rec.append((u, p))
        net = self.sim.networks[0]; L = self.listed
        nb = np.bincount(net.p2[L[net.p1]], minlength=len(uids)) + np.bincount(net.p1[L[net.p2]], minlength=len(uids))
        eff = self.score.values - 2 * nb; band = np.digitize(eff, BANDS); D = uids[band == 0]
        self.until[D] = t + LISTM; self.ever[D] = True; self.eff, self.band = eff, band
    def update_results(self):
        super().update_results(); i = self.ti
        self.results.mean[i] = self.eff.mean(); self.results.listed[i] = np.count_nonzero(self.until.values > i)
        for b, c in enumerate(np.bincount(self.band, minlength=5)): self.results[f'b{b}'][i] = c
u, v = edges(a.n, a.seed)
sim = ss.Sim(n_agents=a.n, rand_seed=a.seed, networks=ss.Network(p1=u, p2=v, beta=np.ones(len(u), np.float32), name='net'), modules=Ledger(), start=ss.date('2020-01-01'), dt=ss.month, dur=ss.months(a.T - 1), verbose=0)
sim.init(); ts = time.perf_counter(); sim.run()
L = sim.people.ledger
r = L.results; assert len(r['mean']) == a.T, len(r['mean'])
ever = np.asarray(L.ever.values); g = np.arange(a.n) % 2
finish('starsim', a, ts, np.array(r['mean']), np.array([r[f'b{i}'] for i in range(5)]).T, np.array(r['listed']), (ever[g == 0].mean(), ever[g == 1].mean()))
