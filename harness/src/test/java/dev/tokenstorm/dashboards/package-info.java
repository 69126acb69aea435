/** What the files in the folder {@code grafana} show, checked against what is there to be shown. */
@NullMarked
package dev.tokenstorm.dashboards;

import org.jspecify.annotations.NullMarked;
