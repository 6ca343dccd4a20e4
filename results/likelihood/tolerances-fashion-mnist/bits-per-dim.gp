# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set label 'Likelihood against network evaluations' at screen 0.02, screen 0.9540 left noenhanced font ',18' textcolor rgb '#222222'
set label 'model fashion-mnist, 256 images of fashion-mnist test' at screen 0.02, screen 0.9060 left noenhanced font ',14' textcolor rgb '#5b636d'
set label 'bits/dim; bars: the stated ODE error' at screen 0.02, screen 0.8640 left noenhanced font ',14' textcolor rgb '#5b636d'
set tmargin at screen 0.8260
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 font ',14' textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
$c0 << EOD
178.02734 3.2173113 3.2169166 3.217706
251.39062 3.217378 3.2173223 3.2174337
363.60938 3.2173711 3.2173551 3.2173871
EOD
$c1 << EOD
103.95312 3.2172704 3.217027 3.2175138
137.39844 3.2173848 3.2172536 3.217516
201.10156 3.2173877 3.2173308 3.2174446
EOD
$c2 << EOD
121.30469 3.2172927 3.2165192 3.2180662
175.77344 3.2173794 3.2173186 3.2174402
292.98438 3.2173825 3.2173648 3.2174002
EOD
set lmargin at screen 0.127
set rmargin at screen 0.546
set bmargin at screen 0.1488
set xlabel 'evaluations per image' noenhanced offset 0,-0.2 font ',14' textcolor rgb '#5b636d'
set ytics ('3.2166' 3.2166000000000001, '3.2168' 3.2168000000000001, '3.2170' 3.2170000000000001, '3.2172' 3.2172000000000001, '3.2174' 3.2174, '3.2176' 3.2176, '3.2178' 3.2178, '3.2180' 3.218)
set logscale x
set xtics ('100' 100, '150' 150, '200' 200, '300' 300)
set xrange [90.394017:418.15079]
set yrange [3.2164264:3.218159]
set arrow from graph 1.02, graph 0.4946 to graph 1.085, graph 0.4946 nohead linecolor rgb '#000000' linewidth 2 dashtype 1
set label 'arkode_dormand_prince_7_4_5' at graph 1.1, graph 0.4946 left noenhanced font ',12' textcolor rgb '#000000'
set label '' at graph 1.0525, graph 0.4946 point pt 13 ps 0.8 lc rgb '#000000'
set arrow from graph 1.02, graph 0.6066 to graph 1.085, graph 0.6066 nohead linecolor rgb '#56B4E9' linewidth 2 dashtype 1
set label 'dopri5' at graph 1.1, graph 0.6066 left noenhanced font ',12' textcolor rgb '#56B4E9'
set label '' at graph 1.0525, graph 0.6066 point pt 15 ps 0.8 lc rgb '#56B4E9'
set arrow from graph 1.02, graph 0.5506 to graph 1.085, graph 0.5506 nohead linecolor rgb '#009E73' linewidth 2 dashtype 1
set label 'odeint_dopri5' at graph 1.1, graph 0.5506 left noenhanced font ',12' textcolor rgb '#009E73'
set label '' at graph 1.0525, graph 0.5506 point pt 7 ps 0.8 lc rgb '#009E73'
set terminal svg noenhanced size 640,500 font 'Helvetica,Arial,sans-serif,14' background '#ffffff'
set output 'bits-per-dim.svg'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
set terminal pngcairo noenhanced size 1280,1000 font 'sans,14' fontscale 1.65 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'bits-per-dim.png'
plot $c0 using 1:2:3:4 with yerrorbars linecolor rgb '#000000' pointtype 0, \
     $c0 using 1:2 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c1 using 1:2:3:4 with yerrorbars linecolor rgb '#56B4E9' pointtype 0, \
     $c1 using 1:2 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c2 using 1:2:3:4 with yerrorbars linecolor rgb '#009E73' pointtype 0, \
     $c2 using 1:2 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
unset output
