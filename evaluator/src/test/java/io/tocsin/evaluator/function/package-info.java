@NullMarked
package io.tocsin.evaluator.function;

import org.jspecify.annotations.NullMarked;
