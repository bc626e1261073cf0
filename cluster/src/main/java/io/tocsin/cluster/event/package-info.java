/** What happens in a cluster, for metrics and logs. */
@NullMarked
package io.tocsin.cluster.event;

import org.jspecify.annotations.NullMarked;
