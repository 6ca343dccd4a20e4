# Made by odelia report; run gnuplot on this file to draw it again.
$c0 << EOD
178.02734 3.2173113 0.00039466433
251.39062 3.217378 5.5667304e-05
363.60938 3.2173711 1.604639e-05
EOD
$c1 << EOD
103.95312 3.2172704 0.00024335497
137.39844 3.2173848 0.00013115376
201.10156 3.2173877 5.6912618e-05
EOD
$c2 << EOD
121.30469 3.2172927 0.0007734739
175.77344 3.2173794 6.0764541e-05
292.98438 3.2173825 1.7681402e-05
EOD
set lmargin at screen 0.08
set rmargin at screen 0.663
set tmargin at screen 0.865
set bmargin at screen 0.125
set label 1 'Likelihood against network evaluations' at screen 0.02, screen 0.955 left noenhanced font ',16' textcolor rgb '#222222'
set label 2 'bits/dim; bars: the stated ODE error' at screen 0.02, screen 0.905 left noenhanced font ',12' textcolor rgb '#5b636d'
set xlabel 'evaluations per image' noenhanced offset 0,-0.2 textcolor rgb '#5b636d'
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
set logscale x
set xtics ('100' 100, '200' 200)
set xrange [90.394022:418.15078]
set yrange [3.214053:3.2206051]
set arrow 3 from graph 0.9168, graph 0.5064 to graph 1.018, graph 0.4558 nohead linecolor rgb '#900072B2' linewidth 0.8 dashtype 3
set label 4 'arkode_dormand_prince_7_4_5' at graph 1.024, graph 0.4558 left noenhanced font ',12' textcolor rgb '#0072B2'
set arrow 5 from graph 0.5301, graph 0.5090 to graph 1.018, graph 0.5598 nohead linecolor rgb '#90D55E00' linewidth 0.8 dashtype 3
set label 6 'dopri5' at graph 1.024, graph 0.5598 left noenhanced font ',12' textcolor rgb '#D55E00'
set arrow 7 from graph 0.7758, graph 0.5082 to graph 1.018, graph 0.5078 nohead linecolor rgb '#90009E73' linewidth 0.8 dashtype 3
set label 8 'odeint_dopri5' at graph 1.024, graph 0.5078 left noenhanced font ',12' textcolor rgb '#009E73'
set terminal svg size 860,540 font 'Helvetica,Arial,sans-serif,13' background '#ffffff'
set output 'bits-per-dim.svg'
plot $c0 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
set terminal pngcairo size 1720,1080 fontscale 1.9 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'bits-per-dim.png'
plot $c0 with yerrorbars linecolor rgb '#0072B2' pointtype 0, \
     $c0 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c1 with yerrorbars linecolor rgb '#D55E00' pointtype 0, \
     $c1 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c2 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8
unset output
