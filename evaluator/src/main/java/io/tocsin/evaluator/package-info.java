/**
 * The built-in scraper and rule evaluator: discovery, scraping, a store of time series, PromQL, rules.
 *
 * <p>Packages, each depending only on those before it: {@code series} (samples and the ports through which they are read
 * and written), {@code promql} (the language: syntax, types, printing), {@code function} (what functions make of
 * samples), {@code query} (the engine), {@code template} (labels and annotations of rules), {@code store} (series in memory),
 * {@code exposition} (what targets answer), {@code relabel}, {@code config} (prometheus.yml and rule files), {@code discovery}, {@code scrape}, {@code rule},
 * {@code ruletest} (promtool's unit tests of rules). Nothing here opens a connection or reads a clock: the server fills
 * the ports.
 */
@NullMarked
package io.tocsin.evaluator;

import org.jspecify.annotations.NullMarked;
