/**
 * Which targets there are: groups from the configuration and from files, and what relabeling makes of them.
 *
 * <p>Pure: files are read through a port, when somebody asks. Depends on {@code config} and {@code relabel}.
 */
@NullMarked
package io.tocsin.evaluator.discovery;

import org.jspecify.annotations.NullMarked;
