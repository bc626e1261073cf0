package io.tocsin.evaluator.promql;

/** What makes one vector of a group of many. */
public enum Aggregator {
    SUM,
    AVG,
    MIN,
    MAX,
    GROUP,
    COUNT,
    STDDEV,
    STDVAR,
    QUANTILE,
    TOPK,
    BOTTOMK,
    COUNT_VALUES,
    LIMITK,
    LIMIT_RATIO
}
