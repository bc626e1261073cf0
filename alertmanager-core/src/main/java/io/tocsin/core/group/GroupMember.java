package io.tocsin.core.group;

import io.tocsin.core.alert.Alert;

/** An alert as its groups see it: always the newest version. */
public interface GroupMember {
    /** The newest version; a post may replace it at any moment. */
    Alert alert();

    /**
     * A group let go of it, because it told everyone that the alert is resolved. From now on the next post has to
     * reach the group again, even if it looks like a mere refresh.
     */
    void dropped();
}
