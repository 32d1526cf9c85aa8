"""Plain Polars (eager frames, joins and group_by); NumPy only for the random draws (Polars has no Poisson)."""
import polars as pl
from ledger_model import *
a = args(); os.environ.setdefault('POLARS_MAX_THREADS', '2')
n, T = a.n, a.T; rng = np.random.default_rng([a.seed, 3])
rates, group = population(n, a.seed); u, v = edges(n, a.seed)
E = pl.concat([pl.DataFrame({'src': u, 'dst': v}), pl.DataFrame({'src': v, 'dst': u})]).with_columns(pl.all().cast(pl.UInt32)); del u, v
R = pl.DataFrame({f'r{k}': rates[:, k] for k in range(K)}); del rates
df = pl.DataFrame({'id': np.arange(n, dtype=np.uint32), 'group': group, 'score': np.full(n, START, np.int32), 'until': np.full(n, -1, np.int32), 'ever': np.zeros(n, bool)})
df = df.with_columns(R).with_columns(false=pl.when(pl.col('group') == 1).then(FALSE[1] / 12).otherwise(FALSE[0] / 12)); del R
P = pl.Series(PTS); record = []; mean, bands, nl = [], [], []
ts = time.perf_counter()
for t in range(T):
    df = df.with_columns(listed=pl.col('until') >= t)
    lam = df.select([(pl.col(f'r{k}') / 12 * (pl.when('listed').then(FEEDBACK).otherwise(1.0) if NEG[k] else 1.0)).alias(f'r{k}') for k in range(K)])
    ev = []
    for k in range(K):
        occ = rng.poisson(lam[f'r{k}'].to_numpy()); obs = rng.binomial(occ, SENS); w = np.flatnonzero(obs)
        ev.append(pl.DataFrame({'id': w.astype(np.uint32), 'points': (obs[w] * PTS[k]).astype(np.int32), 'k': np.full(len(w), k, np.uint8)}))
    w = np.repeat(np.arange(n, dtype=np.uint32), rng.poisson(df['false'].to_numpy())); kk = rng.integers(0, K, len(w))
    ev.append(pl.DataFrame({'id': w, 'points': PTS[kk], 'k': kk.astype(np.uint8)}))
    ev = pl.concat(ev); record.append(ev)
    chg = ev.select('id', 'points')
    if t >= EXP: chg = pl.concat([chg, record[t - EXP].select('id', -pl.col('points'))]); record[t - EXP] = None
    chg = chg.group_by('id').agg(pl.col('points').sum())
    ass = E.join(df.filter('listed').select(src='id'), on='src', how='semi').group_by('dst').len('nb').rename({'dst': 'id'})
    df = df.join(chg, on='id', how='left', maintain_order='left').join(ass, on='id', how='left', maintain_order='left').with_columns(
        score=pl.col('score') + pl.col('points').fill_null(0)).with_columns(eff=pl.col('score') - 2 * pl.col('nb').fill_null(0).cast(pl.Int32)).with_columns(
        band=pl.sum_horizontal([(pl.col('eff') >= b).cast(pl.Int8) for b in BANDS])).with_columns(
        until=pl.when(pl.col('band') == 0).then(t + LISTM).otherwise('until').cast(pl.Int32), ever=pl.col('ever') | (pl.col('band') == 0)).drop('points', 'nb')
    s = df.select(pl.col('eff').mean(), nl=(pl.col('until') > t).sum(), **{f'b{i}': (pl.col('band') == i).sum() for i in range(5)}).row(0)
    mean.append(s[0]); nl.append(s[1]); bands.append(s[2:])
g = dict(df.group_by('group').agg(pl.col('ever').mean()).iter_rows())
finish('polars', a, ts, mean, bands, nl, (g[0], g[1]))
