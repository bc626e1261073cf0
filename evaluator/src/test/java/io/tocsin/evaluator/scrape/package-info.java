@NullMarked
package io.tocsin.evaluator.scrape;

import org.jspecify.annotations.NullMarked;
