package dev.tokenstorm.realserver;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledIf;

/** A test of what the oldest server lacks. The build leaves it out by its tag elsewhere. */
@Tag("oldest")
@DisabledIf("dev.tokenstorm.realserver.DevServerFixture#newest")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface OnOldestServer {}
