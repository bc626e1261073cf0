package io.tocsin.core.group;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.route.Route;

/** An alert as its groups see it: always the newest version. */
public interface GroupMember {
    /** The newest version; a post may replace it at any moment. */
    Alert alert();

    /**
     * The group of {@code route} has it now, and what its flushes make of it.
     *
     * @return whether any group has looked at it now, where none had before, or the other way round
     */
    boolean marked(Route route, MemberState state);

    /**
     * The group of {@code route} let go of it, because it told everyone that the alert is resolved. From now on the next post has to
     * reach the group again, even if it looks like a mere refresh.
     */
    void dropped(Route route);
}
