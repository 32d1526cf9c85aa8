"""Mesa 3.3.1, idiomatic: FixedAgent on discrete_space.Network, AgentSet.do phases, DataCollector, model.rng."""
import networkx as nx, mesa
from collections import deque
from mesa.discrete_space import FixedAgent, Network
from ledger_model import *
a = args()
class Person(FixedAgent):
    def __init__(self, model, cell, rates, group):
        super().__init__(model); self.cell = cell
        self.rates = rates / 12; self.rates_l = np.where(NEG, rates * FEEDBACK, rates) / 12
        self.group = group; self.false = FALSE[group] / 12
        self.score = START; self.eff = START; self.band = 3; self.until = -1; self.listed = False; self.ever = False
        self.record = deque()
    def record_event(self, k, c):
        p = int(PTS[k]) * int(c); self.score += p; self.record.append((self.model.tick, k, p))
    def act(self):
        t, rng = self.model.tick, self.model.rng
        while self.record and self.record[0][0] <= t - EXP: self.score -= self.record.popleft()[2]
        self.listed = self.until >= t
        occ = rng.poisson(self.rates_l if self.listed else self.rates)
        if occ.any():
            obs = rng.binomial(occ, SENS)
            for k in np.flatnonzero(obs): self.record_event(k, obs[k])
        for _ in range(rng.poisson(self.false)): self.record_event(int(rng.integers(K)), 1)
    def assess(self):
        t = self.model.tick
        self.eff = self.score - 2 * sum(o.listed for o in self.cell.neighborhood.agents)
        e = self.eff
        self.band = 0 if e < 600 else 1 if e < 850 else 2 if e < 1000 else 3 if e < 1050 else 4
        if self.band == 0: self.until = t + LISTM; self.ever = True
class Ledger(mesa.Model):
    def __init__(self, n, seed):
        super().__init__(seed=seed); self.tick = 0
        rates, group = population(n, seed); u, v = edges(n, seed)
        G = nx.Graph(); G.add_nodes_from(range(n)); G.add_edges_from(zip(u.tolist(), v.tolist()))
        self.space = Network(G, capacity=1, random=self.random)
        Person.create_agents(self, n, list(self.space.all_cells.cells), list(rates), group.tolist())
        self.dc = mesa.DataCollector(model_reporters={
            'mean': lambda m: m.agents.agg('eff', np.mean), 'bands': lambda m: np.bincount(m.agents.get('band'), minlength=5),
            'listed': lambda m: sum(u > m.tick for u in m.agents.get('until'))})
    def step(self):
        self.agents.do('act'); self.agents.do('assess'); self.dc.collect(self); self.tick += 1
m = Ledger(a.n, a.seed); ts = time.perf_counter()
for _ in range(a.T): m.step()
d = m.dc.model_vars; ever = np.array(m.agents.get('ever')); g = np.array(m.agents.get('group'))
finish('mesa', a, ts, d['mean'], d['bands'], d['listed'], (ever[g == 0].mean(), ever[g == 1].mean()))
