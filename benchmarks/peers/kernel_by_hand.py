"""numba engine (final) for 'ledger'.
 dense pass: 32-bit keyed hash < per-person threshold P(N>=1); branch-free compaction
 sparse pass: type from a per-person 16-bit cumulative table (24 B), slow path only for N>=2 (bounded test on u) and for listed persons
 int16 score, int16 ring[24][N], uint8 until/cnt/ever, push association over CSR on status changes"""
from ledger_model import *
import numba as nb
from numba import njit, prange, uint32, uint64, int64, int32, int16, float32, float64, uint16, uint8
G = uint64(0x9E3779B97F4A7C15); M1 = uint64(0xD1342543DE82EF95)

@njit(inline='always')
def mix64(z):
    z = (z ^ (z >> uint64(30))) * uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> uint64(27))) * uint64(0x94D049BB133111EB)
    return z ^ (z >> uint64(31))

@njit(inline='always')
def h32(i, k0, k1):
    x = uint32(uint32(i) ^ k0)
    x = uint32(x ^ uint32(x >> uint32(16))); x = uint32(x * uint32(0x7feb352d))
    x = uint32(x ^ uint32(x >> uint32(15))); x = uint32(x + k1); x = uint32(x * uint32(0x846ca68b))
    return uint32(x ^ uint32(x >> uint32(16)))

@njit(inline='always')
def thr_of(l):
    return uint32(min(4294967295.0, (1.0 - np.exp(-float64(l))) * 4294967296.0))

@njit(parallel=True, cache=True)
def init_people(n, seed, fr0, fr1, cum, lam, thr):
    nb_ = (n + 4095) // 4096
    for b in prange(nb_):
        r = np.empty(12, np.float32)
        for i in range(b * 4096, min(n, b * 4096 + 4096)):
            for k in range(6):
                c = mix64(uint64(seed) * G + (uint64(i) * uint64(8) + uint64(k) + uint64(1)) * M1)
                u1 = (float32(uint32(c >> uint64(40))) + float32(0.5)) * float32(5.9604645e-08)
                u2 = float32(uint32(c & uint64(0xFFFFFF))) * float32(5.9604645e-08)
                e = -np.log(u1); cc = np.cos(float32(6.2831853) * u2); cc = cc * cc
                r[k] = e * cc; r[k + 6] = e - e * cc       # two independent gamma(1/2) from one Box-Muller pair
            f = fr1 if (i & 1) else fr0
            l = f; s = float32(0.3 / 12)
            for k in range(12): l += r[k] * s
            inv = float32(65536.0) / l; acc = float32(0)
            for k in range(11):
                acc += r[k] * s + f * float32(1 / 12.)
                cum[i, k] = uint16(min(float32(65535), acc * inv))
            cum[i, 11] = uint16(65535)
            lam[i] = l; thr[i] = thr_of(l)

@njit
def neg_rate(cum, lam, i, f):
    return max(float32(0), (float32(1) - float32(cum[i, 5]) * float32(1 / 65536.)) * lam[i] - f * float32(0.5))

@njit
def slow(i, key, u32, th, cum, lam, listed, f, pts):
    l0 = float64(lam[i]); ng = float64(neg_rate(cum, lam, i, f)) if listed else 0.0
    l = l0 + 0.1 * ng
    u = (float64(u32) + 0.5) * 2.3283064365386963e-10
    q = 1.0 - float64(th) * 2.3283064365386963e-10; surv = 1.0 - q; m = 0
    while surv > u and m < 64:
        m += 1; q *= l / m; surv -= q
    s = 0; c = mix64(key + uint64(i) * M1)
    if m == 0: m = 1
    for j in range(m):
        if j: c = mix64(c + G)
        x = uint16(c >> uint64(48))
        v = float64(uint32(c & uint64(0xFFFFFFFF))) * 2.3283064365386963e-10
        if listed and v * l >= l0:                     # the extra 10% of the negative rates
            y = (v * l - l0) * 10.0; acc = 0.0; k = 6
            while k < 11:
                acc += max(0.0, float64(int32(cum[i, k]) - int32(cum[i, k - 1])) * l0 / 65536.0 - f / 12.0)
                if y < acc: break
                k += 1
        else:
            k = 0
            for w in range(11): k += cum[i, w] <= x
        s += pts[k]
    return s

@njit(parallel=True, cache=True, nogil=True)
def step(t, seed, n, B, nblk, score, ring, until, thr, lam, cum, cnt, ever, pts, fr0, fr1, out, chg, nchg):
    slot = ring[t % 24]
    key = mix64(uint64(seed) * G + uint64(t + 1) * uint64(0xBF58476D1CE4E5B9))
    k0 = uint32(key >> uint64(32)); k1 = uint32(key & uint64(0xFFFFFFFF))
    fN = uint8(t + 25); tt = uint8(t); t1 = uint8(t + 1)
    for b in prange(nblk):
        lo = b * B; L = min(n, lo + B) - lo
        sc = score[lo:lo + L]; sl = slot[lo:lo + L]; un = until[lo:lo + L]; th = thr[lo:lo + L]; cn = cnt[lo:lo + L]
        u = np.empty(B, np.uint32); hit = np.empty(B + 1, np.int32); nh = 0
        for i in range(L): u[i] = h32(lo + i, k0, k1)
        for i in range(L): sc[i] = int16(sc[i] - sl[i])
        for i in range(L): sl[i] = int16(0)
        for i in range(L):
            hit[nh] = i; nh += u[i] < th[i]
        for j in range(nh):
            i = hit[j]; h = uint64(th[i])
            if un[i] > tt or h > uint64(0x80000000) or (uint64(u[i]) << uint64(32)) < h * h:
                d = slow(lo + i, key, u[i], th[i], cum, lam, un[i] > tt, fr1 if ((lo + i) & 1) else fr0, pts)
            else:
                x = uint16(mix64(key + uint64(lo + i) * M1) >> uint64(48)); k = 0
                for w in range(11): k += cum[lo + i, w] <= x
                d = pts[k]
            sl[i] = int16(d); sc[i] = int16(sc[i] + d)
        tot = int64(0); c1 = int64(0); c2 = int64(0); c3 = int64(0); c4 = int64(0); nl = int64(0); m = 0
        for s0 in range(0, L, 64):
            s1 = min(L, s0 + 64)
            a0 = int32(0); a1 = int32(0); a2 = int32(0); a3 = int32(0); a4 = int32(0); a5 = int32(0); a6 = int32(0)
            for i in range(s0, s1):
                e = int32(int32(sc[i]) - int32(2) * int32(cn[i]))
                a0 = int32(a0 + e); a1 = int32(a1 + int32(e >= 600)); a2 = int32(a2 + int32(e >= 850)); a3 = int32(a3 + int32(e >= 1000)); a4 = int32(a4 + int32(e >= 1050))
                a5 = int32(a5 + int32(un[i] > t1)); a6 = int32(a6 | int32(e < 600) | int32(un[i] == t1))
            tot += a0; c1 += a1; c2 += a2; c3 += a3; c4 += a4; nl += a5
            if a6:
                for i in range(s0, s1):
                    w = un[i]; isD = (int32(sc[i]) - 2 * int32(cn[i])) < 600
                    if isD or w == t1:
                        g = lo + i; f = fr1 if (g & 1) else fr0
                        if isD:
                            if w <= t1: nl += 1
                            if w <= tt:
                                chg[lo + m] = g + 1; m += 1
                                th[i] = thr_of(lam[g] + float32(0.1) * neg_rate(cum, lam, g, f))
                            un[i] = fN; ever[g] = 1
                        else:
                            chg[lo + m] = -(g + 1); m += 1; th[i] = thr_of(lam[g])
        nchg[b] = m
        out[b, 0] = tot; out[b, 1] = c1; out[b, 2] = c2; out[b, 3] = c3; out[b, 4] = c4; out[b, 5] = nl

@njit(cache=True, nogil=True)
def push(B, nblk, chg, nchg, indptr, indices, cnt):
    k = 0
    for b in range(nblk):
        for j in range(nchg[b]):
            c = chg[b * B + j]; k += 1
            if c > 0:
                for e in range(indptr[c - 1], indptr[c]): cnt[indices[e]] += uint8(1)
            else:
                for e in range(indptr[-c - 1], indptr[-c]): cnt[indices[e]] -= uint8(1)
    return k

@njit(inline='always')
def edge(e, seed, n):
    c = mix64(uint64(seed + 77) * G + uint64(e + 1) * M1)
    u = int64(((c >> uint64(32)) * uint64(n)) >> uint64(32)); v = int64(((c & uint64(0xFFFFFFFF)) * uint64(n - 1)) >> uint64(32))
    return u, v + (v >= u)

@njit(parallel=True, cache=True)
def build_csr(n, m, seed):
    """two-level: edges recomputed from the counter, scattered into node buckets of 2^15 (sequential streams), then a counting sort inside each bucket (cache resident)"""
    SH = 15; nbk = (n >> SH) + 1; P = 8; per = (m + P - 1) // P
    hist = np.zeros((P, nbk), np.int64)
    for p in prange(P):
        for e in range(p * per, min(m, p * per + per)):
            u, v = edge(e, seed, n); hist[p, u >> SH] += 1; hist[p, v >> SH] += 1
    off = np.zeros((P, nbk), np.int64); start = np.zeros(nbk + 1, np.int64); acc = 0
    for k in range(nbk):
        start[k] = acc
        for p in range(P): off[p, k] = acc; acc += hist[p, k]
    start[nbk] = acc
    idx = np.empty(2 * m, np.int32); tu = np.empty(2 * m, np.uint16); tv = np.empty(2 * m, np.int32)
    for p in prange(P):
        o = off[p]
        for e in range(p * per, min(m, p * per + per)):
            u, v = edge(e, seed, n)
            k = u >> SH; q = o[k]; tu[q] = u & 32767; tv[q] = v; o[k] = q + 1
            k = v >> SH; q = o[k]; tu[q] = v & 32767; tv[q] = u; o[k] = q + 1
    indptr = np.empty(n + 1, np.int32)
    for k in prange(nbk):
        c = np.zeros(32769, np.int32)
        for q in range(start[k], start[k + 1]): c[int64(tu[q]) + 1] += 1
        for j in range(32768): c[j + 1] += c[j]
        b0 = k << SH
        for j in range(min(32768, n - b0)): indptr[b0 + j] = start[k] + c[j]
        for q in range(start[k], start[k + 1]):
            j = int64(tu[q]); idx[start[k] + c[j]] = tv[q]; c[j] += 1
    indptr[n] = 2 * m
    return indptr, idx

def main(n, T, seed, B=4096):
    nblk = (n + B - 1) // B
    t0 = time.perf_counter()
    cum = np.empty((n, 12), np.uint16); lam = np.empty(n, np.float32); thr = np.empty(n, np.uint32)
    fr0, fr1 = np.float32(FALSE[0] / 12), np.float32(FALSE[1] / 12)
    init_people(n, seed, fr0, fr1, cum, lam, thr)
    t1 = time.perf_counter()
    indptr, indices = build_csr(n, n * 4, seed)
    t2 = time.perf_counter()
    score = np.full(n, START, np.int16); ring = np.zeros((24, n), np.int16); until = np.zeros(n, np.uint8); cnt = np.zeros(n, np.uint8); ever = np.zeros(n, np.uint8)
    out = np.zeros((nblk, 6), np.int64); chg = np.empty(nblk * B, np.int32); nchg = np.zeros(nblk, np.int32); pts = PTS.astype(np.int64)
    mean, bands, nl = [], [], []; tp = 0.; changes = 0
    ts = time.perf_counter(); tc = time.process_time()
    for t in range(T):
        step(t, seed, n, B, nblk, score, ring, until, thr, lam, cum, cnt, ever, pts, fr0, fr1, out, chg, nchg)
        x = time.perf_counter()
        changes += push(B, nblk, chg, nchg, indptr, indices, cnt)
        tp += time.perf_counter() - x
        o = out.sum(0)
        mean.append(o[0] / n); bands.append((n - o[1], o[1] - o[2], o[2] - o[3], o[3] - o[4], o[4])); nl.append(o[5])
    lc = time.process_time() - tc
    return ts, mean, bands, nl, (ever[::2].mean(), ever[1::2].mean()), dict(loop_cpu=lc, loop_cpu_ns=lc / n / T * 1e9, loop_wall_ns=(time.perf_counter() - ts) / n / T * 1e9, rates_s=t1 - t0, graph_s=t2 - t1, assoc_s=tp, changes=int(changes))

if __name__ == '__main__':
    a = args(); nb.set_num_threads(a.threads)
    main(20000, 3, 9)                          # compile
    a.base_rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    a.t0 = time.perf_counter(); a.c0 = time.process_time()
    ts, mean, bands, nl, ever, ex = main(a.n, a.T, a.seed)
    ex['threads'] = a.threads
    finish('numba-final', a, ts, mean, bands, nl, ever, ex)
