"""AgentPy 0.1.5: Agent, AgentList broadcast, Network environment, model.nprandom, record."""
import networkx as nx, agentpy as ap
from collections import deque
from ledger_model import *
a = args(); S = {}
class Person(ap.Agent):
    def setup(self):
        i = self.id - self.p.first
        r = S['rates'][i]; self.rates = r / 12; self.rates_l = np.where(NEG, r * FEEDBACK, r) / 12
        self.group = int(S['group'][i]); self.false = FALSE[self.group] / 12
        self.score = START; self.eff = START; self.band = 3; self.until = -1; self.listed = False; self.ever = False
        self.rec = deque()
    def record_event(self, k, c):
        p = int(PTS[k]) * int(c); self.score += p; self.rec.append((self.model.tick, k, p))
    def act(self):
        t, rng = self.model.tick, self.model.nprandom
        while self.rec and self.rec[0][0] <= t - EXP: self.score -= self.rec.popleft()[2]
        self.listed = self.until >= t
        occ = rng.poisson(self.rates_l if self.listed else self.rates)
        if occ.any():
            obs = rng.binomial(occ, SENS)
            for k in np.flatnonzero(obs): self.record_event(k, obs[k])
        for _ in range(rng.poisson(self.false)): self.record_event(int(rng.integers(K)), 1)
    def assess(self):
        t = self.model.tick
        self.eff = self.score - 2 * sum(o.listed for o in self.model.net.neighbors(self))
        e = self.eff
        self.band = 0 if e < 600 else 1 if e < 850 else 2 if e < 1000 else 3 if e < 1050 else 4
        if self.band == 0: self.until = t + LISTM; self.ever = True
class Ledger(ap.Model):
    def setup(self):
        n = self.p.n; self.tick = 0; self.out = []
        S['rates'], S['group'] = population(n, self.p.seed_); u, v = edges(n, self.p.seed_)
        G = nx.Graph(); G.add_nodes_from(range(n)); G.add_edges_from(zip(u.tolist(), v.tolist()))
        self.net = ap.Network(self, G)
        self.p.first = self._id_counter + 1
        self.people = ap.AgentList(self, n, Person)
        self.net.add_agents(self.people, self.net.nodes)
    def step(self):
        if not hasattr(self, 'ts'): self.ts = time.perf_counter()
        self.people.act(); self.people.assess()
    def update(self):
        if self.t == 0: return
        band = np.bincount(list(self.people.band), minlength=5); mean = np.mean(list(self.people.eff)); li = int(sum(x > self.tick for x in self.people.until))
        self.record('mean', mean); self.record('listed', li); self.out.append((mean, band, li)); self.tick += 1
m = Ledger(dict(n=a.n, steps=a.T, seed=a.seed, seed_=a.seed)); r = m.run(display=False)
mean, bands, li = zip(*m.out); ever = np.array(list(m.people.ever)); g = np.array(list(m.people.group))
finish('agentpy', a, m.ts, mean, bands, li, (ever[g == 0].mean(), ever[g == 1].mean()))
