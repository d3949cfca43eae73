namespace Elbo.Data.Faces;

/// <summary>A rotation, its cosine and sine made by adding and multiplying only, so that every machine gets the same bits.</summary>
internal readonly record struct Turn(float Cosine, float Sine)
{
    /// <summary>No rotation.</summary>
    public static Turn None => new(1, 0);

    /// <summary>The rotation by an angle of −720 to 720 degrees.</summary>
    public static Turn Degrees(double angle)
    {
        // Half the angle, brought to ±90°, needs few terms; doubling gives the whole.
        while (angle > 180) angle -= 360;
        while (angle < -180) angle += 360;
        double t = angle * (Math.PI / 360), s = t * t;
        double sine = t * (1 - (s / 6 * (1 - (s / 20 * (1 - (s / 42 * (1 - (s / 72 * (1 - (s / 110))))))))));
        double cosine = 1 - (s / 2 * (1 - (s / 12 * (1 - (s / 30 * (1 - (s / 56 * (1 - (s / 90 * (1 - (s / 132)))))))))));
        return new Turn((float)((cosine * cosine) - (sine * sine)), (float)(2 * sine * cosine));
    }
}
