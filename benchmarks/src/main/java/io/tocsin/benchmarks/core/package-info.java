/** JMH benchmarks of single pieces of the core: {@code mvn verify -Pjmh -pl benchmarks -am -DskipTests}. */
@NullMarked
package io.tocsin.benchmarks.core;

import org.jspecify.annotations.NullMarked;
